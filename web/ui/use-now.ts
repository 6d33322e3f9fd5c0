import { useEffect, useState } from "react";

/** The time, anew every so many milliseconds: for what is said of it in words, such as "in 12 days". */
export function useNow(every = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
