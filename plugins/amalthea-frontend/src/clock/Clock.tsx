import {
  createContext,
  useContext,
  useEffect,
  useState,
  type ReactNode,
} from 'react';

const systemClock = () => new Date();
const ClockContext = createContext<() => Date>(systemClock);

/** Gives everything below another clock than the system's, for tests and screenshots. */
export function ClockProvider(props: {
  readonly now: () => Date;
  readonly children: ReactNode;
}) {
  return (
    <ClockContext.Provider value={props.now}>
      {props.children}
    </ClockContext.Provider>
  );
}

/**
 * The present, renewed every `intervalMilliseconds`. Only the component that calls it renders
 * again, so it belongs in the small ones.
 */
export function useNow(intervalMilliseconds: number = 15_000): Date {
  const clock = useContext(ClockContext);
  const [now, setNow] = useState(clock);
  useEffect(() => {
    setNow(clock());
    const timer = setInterval(() => setNow(clock()), intervalMilliseconds);
    return () => clearInterval(timer);
  }, [clock, intervalMilliseconds]);
  return now;
}
