import { useLayoutEffect, useState, type RefObject } from 'react';

/** The width of an element in pixels, as it changes; undefined while it is not known. */
export function useElementWidth(
  element: RefObject<HTMLElement>,
): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    if (!element.current || typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    const observed = element.current;
    setWidth(observed.clientWidth);
    const observer = new ResizeObserver(() => setWidth(observed.clientWidth));
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
