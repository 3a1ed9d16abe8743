import { Pause, Play, Radio } from "lucide-react";
import { Slider } from "radix-ui";
import { useEffect, useState } from "react";
import type { JobEvent } from "../../../shared/events.ts";
import { clockText } from "./numbers.ts";

const PLAY_MS = 250;

interface Props {
  events: JobEvent[];
  /** How many of them have happened at the moment that is shown. */
  count: number;
  isLive: boolean;
  /** Shows the moment after so many events; without a number what happens now. */
  onMove: (count: number | undefined) => void;
}

/** Goes back and forth in the time of a job. */
export function TimeBar({ events, count, isLive, onMove }: Props) {
  const [playing, setPlaying] = useState(false);
  const isAtEnd = count >= events.length;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => {
      if (isAtEnd) setPlaying(false);
      onMove(isAtEnd ? undefined : count + 1);
    }, PLAY_MS);
    return () => clearTimeout(timer);
  }, [playing, isAtEnd, count, onMove]);

  const play = (): void => {
    if (!playing && isAtEnd) onMove(1);
    setPlaying(!playing);
  };
  const last = events[count - 1];
  const moment = `${count} of ${events.length}${last ? `, ${clockText(last.at)}` : ""}`;
  return (
    <div className="team-time">
      <button type="button" onClick={play} aria-label={playing ? "Stop playing" : "Play"}>
        {playing ? <Pause size={15} /> : <Play size={15} />}
      </button>
      <Slider.Root
        className="slider"
        min={1}
        max={Math.max(events.length, 1)}
        value={[count]}
        onValueChange={([value = 1]) => {
          setPlaying(false);
          onMove(value >= events.length ? undefined : value);
        }}
      >
        <Slider.Track className="slider-track">
          <Slider.Range className="slider-range" />
        </Slider.Track>
        <Slider.Thumb
          className="slider-thumb"
          aria-label="Moment of the job"
          aria-valuetext={`Event ${moment}`}
        />
      </Slider.Root>
      <span className="team-moment mono">{moment}</span>
      <button
        type="button"
        aria-pressed={isLive}
        onClick={() => {
          setPlaying(false);
          onMove(undefined);
        }}
      >
        <Radio size={15} /> Live
      </button>
    </div>
  );
}
