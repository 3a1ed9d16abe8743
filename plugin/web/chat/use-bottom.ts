import { useEffect, useRef, useState } from "react";

/** Within that of the end, somebody reads the newest. */
const NEAR_PX = 60;

/**
 * Keeps a list at its end while it grows, unless somebody scrolled up to read.
 * @returns refs of the box that scrolls and of what grows in it, and whether its end is in sight.
 */
export function useBottom() {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const follows = useRef(true);

  const toEnd = (): void => {
    follows.current = true;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };

  useEffect(() => {
    const [outer, inner] = [box.current, content.current];
    if (!outer || !inner) return undefined;
    const onScroll = (): void => {
      follows.current = outer.scrollHeight - outer.scrollTop - outer.clientHeight < NEAR_PX;
      setAtEnd(follows.current);
    };
    const grown = new ResizeObserver(() => {
      if (follows.current) toEnd();
      else onScroll();
    });
    grown.observe(inner);
    grown.observe(outer);
    outer.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      grown.disconnect();
      outer.removeEventListener("scroll", onScroll);
    };
  }, []);
  return { box, content, isAtEnd, toEnd };
}
