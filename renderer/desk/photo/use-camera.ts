import { useEffect, useState } from "react";
import { remember, remembered } from "../../parts/remembered.ts";
import { type CameraFault, cameraFaultOf } from "./camera-fault.ts";

/** A camera that can be chosen. */
export interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

interface PictureArea {
  readonly width: number;
  readonly height: number;
}

/** What cameras are asked for: four thirds for those that see more of a person, wide for the others. */
const knownSizes: readonly PictureArea[] = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
  { width: 3840, height: 2160 },
];
const automatic: PictureArea = { width: 1920, height: 1080 };

/** The camera in use. */
export interface Camera {
  readonly state: "starting" | "live" | CameraFault;
  /** What it sees, once live. */
  readonly stream: MediaStream | null;
  readonly choices: readonly CameraChoice[];
  /** The one that runs. */
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
  /** The size of its pictures now; null before it runs. */
  readonly size: PictureArea | null;
  /** The sizes that may be asked of it. */
  readonly sizes: readonly PictureArea[];
  readonly wantedWidth: number | null;
  /** Null: the best it does at once. */
  readonly chooseWidth: (width: number | null) => void;
  readonly retry: () => void;
}

const widthPlace = "guichet.camera-width";

/** The label of the camera chosen last: identifiers of cameras change with the page's address, labels do not. */
const place = "guichet.camera";

/** Runs a camera while the component stands, and frees it when it leaves. */
export function useCamera(): Camera {
  const [state, setState] = useState<Camera["state"]>("starting");
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [choices, setChoices] = useState<readonly CameraChoice[]>([]);
  const [wanted, setWanted] = useState<Wanted>({ id: null, width: rememberedWidth() });

  useEffect(() => {
    let left = false;
    let running: MediaStream | null = null;
    const start = async () => {
      const opened = await openCamera(wanted.id ?? preferredOf(await listCameras()), wanted.width);
      if (left) return typeof opened === "string" ? undefined : stopAll(opened);
      if (typeof opened === "string") return setState(opened);
      running = opened;
      const gone = async (track: MediaStreamTrack) => {
        const other = (await listCameras()).find(({ id }) => id !== track.getSettings().deviceId);
        if (left) return;
        if (other === undefined) return setState("absent");
        setState("starting");
        setWanted((before) => ({ ...before, id: other.id }));
      };
      for (const track of opened.getTracks()) track.addEventListener("ended", () => void gone(track));
      setStream(opened);
      setState("live");
      setChoices(await listCameras());
    };
    void start();
    return () => {
      left = true;
      if (running !== null) stopAll(running);
    };
  }, [wanted]);

  // A camera plugged in is there to be chosen. It starts by itself where none runs, or where it is the one that was chosen last.
  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined || state === "starting") return;
    let over = false;
    const changed = async () => {
      const cameras = await listCameras();
      if (over) return;
      setChoices(cameras);
      const preferred = preferredOf(cameras);
      if (state === "live" && (preferred === null || preferred === runningOf(stream))) return;
      setState("starting");
      setWanted(({ width }) => ({ id: preferred, width }));
    };
    const onChange = () => void changed();
    devices.addEventListener("devicechange", onChange);
    return () => {
      over = true;
      devices.removeEventListener("devicechange", onChange);
    };
  }, [state, stream]);

  const ask = (next: Wanted) => {
    setState("starting");
    setWanted(next);
  };
  const track = stream?.getVideoTracks()[0];
  const { width, height } = track?.getSettings() ?? {};
  const most = track?.getCapabilities().width?.max ?? 0;
  return {
    state,
    stream,
    choices,
    chosen: runningOf(stream),
    choose: (id) => {
      remember(place, choices.find((one) => one.id === id)?.label ?? "");
      ask({ ...wanted, id });
    },
    size: width === undefined || height === undefined ? null : { width, height },
    sizes: knownSizes.filter((size) => size.width <= most),
    wantedWidth: wanted.width,
    chooseWidth: (asked) => {
      remember(widthPlace, asked === null ? "" : String(asked));
      ask({ ...wanted, width: asked });
    },
    retry: () => ask({ ...wanted }),
  };
}

/** The frame a video shows, at the camera's own resolution, not mirrored. Null when it shows none. */
export function frameOf(video: HTMLVideoElement | null): Promise<Blob | null> {
  if (video === null || video.videoWidth === 0) return Promise.resolve(null);
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
}

/** A new object asks for another try, of the same camera or of another. */
interface Wanted {
  readonly id: string | null;
  readonly width: number | null;
}

function rememberedWidth(): number | null {
  const width = Number(remembered(widthPlace) ?? "");
  return knownSizes.some((size) => size.width === width) ? width : null;
}

async function openCamera(id: string | null, width: number | null): Promise<MediaStream | CameraFault> {
  // Absent on pages that are not secure.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return "absent";
  const area = knownSizes.find((known) => known.width === width) ?? automatic;
  const size = { width: { ideal: area.width }, height: { ideal: area.height } };
  try {
    return await devices.getUserMedia({
      audio: false,
      video: id === null ? size : { ...size, deviceId: { ideal: id } },
    });
  } catch (cause) {
    return cameraFaultOf(cause instanceof Error ? cause.name : "");
  }
}

/** The camera chosen last, where it is plugged in. */
function preferredOf(cameras: readonly CameraChoice[]): string | null {
  const label = remembered(place);
  if (label === null || label === "") return null;
  return cameras.find((one) => one.label === label)?.id ?? null;
}

function runningOf(stream: MediaStream | null): string | null {
  return stream?.getVideoTracks()[0]?.getSettings().deviceId ?? null;
}

async function listCameras(): Promise<readonly CameraChoice[]> {
  // Absent on pages that are not secure.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return [];
  return (await devices.enumerateDevices())
    .filter((device) => device.kind === "videoinput")
    .map((device) => ({ id: device.deviceId, label: device.label }));
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
