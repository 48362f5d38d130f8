import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type CameraFault, cameraFaultOf } from "./camera-fault.ts";

/** A camera that can be chosen. */
export interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

/** The camera in use, shown in `video`. */
export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: "starting" | "live" | CameraFault;
  readonly choices: readonly CameraChoice[];
  readonly chosen: string | null;
  choose(id: string): void;
  retry(): void;
  /** The frame now seen, at the camera's own resolution, not mirrored. Null when there is none. */
  capture(): Promise<Blob | null>;
}

const remembered = "guichet.camera";

/** Runs a camera while the component stands, and frees it when it leaves. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<Camera["state"]>("starting");
  const [choices, setChoices] = useState<readonly CameraChoice[]>([]);
  const [chosen, setChosen] = useState<string | null>(() => localStorage.getItem(remembered));
  const [turn, setTurn] = useState(0);

  // oxlint-disable-next-line react/exhaustive-deps -- `turn` asks for another try
  useEffect(() => {
    let left = false;
    let stream: MediaStream | null = null;
    setState("starting");
    void (async () => {
      const opened = await openCamera(chosen);
      if (typeof opened === "string") {
        if (!left) setState(opened);
        return;
      }
      if (left) return stopAll(opened);
      stream = opened;
      for (const track of stream.getTracks()) track.addEventListener("ended", () => setState("absent"));
      if (video.current !== null) video.current.srcObject = stream;
      setState("live");
      setChoices(await listCameras());
    })();
    return () => {
      left = true;
      if (stream !== null) stopAll(stream);
    };
  }, [chosen, turn]);

  // A camera plugged in while its absence is shown starts by itself.
  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    const retry = () => setTurn((now) => now + 1);
    if (devices === undefined || state === "live" || state === "starting") return;
    devices.addEventListener("devicechange", retry);
    return () => devices.removeEventListener("devicechange", retry);
  }, [state]);

  const choose = useCallback((id: string) => {
    localStorage.setItem(remembered, id);
    setChosen(id);
  }, []);
  const retry = useCallback(() => setTurn((now) => now + 1), []);
  const capture = useCallback(() => frameOf(video.current), []);
  return { video, state, choices, chosen, choose, retry, capture };
}

async function openCamera(id: string | null): Promise<MediaStream | CameraFault> {
  // Absent on pages that are not secure.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return "absent";
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
  try {
    return await devices.getUserMedia({
      audio: false,
      video: id === null ? size : { ...size, deviceId: { ideal: id } },
    });
  } catch (cause) {
    return cameraFaultOf(cause instanceof Error ? cause.name : "");
  }
}

async function listCameras(): Promise<readonly CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter((device) => device.kind === "videoinput")
    .map((device) => ({ id: device.deviceId, label: device.label }));
}

function frameOf(video: HTMLVideoElement | null): Promise<Blob | null> {
  if (video === null || video.videoWidth === 0) return Promise.resolve(null);
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
