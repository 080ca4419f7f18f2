import { useEffect, useState } from 'react';

/** The last value that did not change for this many milliseconds. */
export function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
    // Objects with equal content count as the same value.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, milliseconds]);
  return settled;
}
