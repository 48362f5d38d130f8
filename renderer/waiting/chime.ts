import { useCallback, useEffect, useRef, useState } from "react";

const tonesHz = [660, 528] as const;
const toneSeconds = 0.45;
const loudness = 0.2;

/** Sounds two tones at each new call once `on`; a browser lets a page be heard only after somebody has touched it. */
export function useChime(call: string | null, on: boolean): { needsTouch: boolean; allow: () => void } {
  const [audio, setAudio] = useState<AudioContext | null>(null);
  const before = useRef(call);
  useEffect(() => {
    const isNew = call !== null && call !== before.current;
    before.current = call;
    if (isNew && on && audio !== null) sound(audio);
  }, [call, on, audio]);
  const allow = useCallback(() => {
    const opened = new AudioContext();
    sound(opened);
    setAudio(opened);
  }, []);
  return { needsTouch: on && audio === null, allow };
}

function sound(audio: AudioContext): void {
  tonesHz.forEach((frequency, place) => {
    const begins = audio.currentTime + place * toneSeconds;
    const volume = audio.createGain();
    volume.gain.setValueAtTime(loudness, begins);
    volume.gain.exponentialRampToValueAtTime(0.001, begins + toneSeconds);
    volume.connect(audio.destination);
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(begins);
    tone.stop(begins + toneSeconds);
  });
}
