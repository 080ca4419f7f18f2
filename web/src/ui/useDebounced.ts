import { useEffect, useState } from 'react';

/** The value as it was when it last stood still for so many milliseconds. */
export function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
    // Equal content is the same value, whatever object holds it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, milliseconds]);
  return settled;
}
