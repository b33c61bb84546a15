import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  parseServerFilter,
  writeServerFilter,
  type ServerFilter,
} from './serverFilter';

/** The filter of the page's URL. A change replaces the entry in the history: back leaves the list. */
export function useServerFilter(): readonly [
  ServerFilter,
  (change: Partial<ServerFilter>) => void,
] {
  const [query, setQuery] = useSearchParams();
  const filter = useMemo(() => parseServerFilter(query), [query]);
  const change = useCallback(
    (changes: Partial<ServerFilter>) =>
      setQuery(
        before =>
          writeServerFilter({ ...parseServerFilter(before), ...changes }),
        { replace: true },
      ),
    [setQuery],
  );
  return [filter, change];
}
