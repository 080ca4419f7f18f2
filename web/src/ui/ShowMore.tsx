import { Button } from './Button';

type List = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** Adds the next items to a list; nothing once all of them are there. */
export function ShowMore({ list, what }: { list: List; what: string }) {
  if (!list.hasNextPage) return null;
  return (
    <div className="mt-4 flex justify-center">
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        Show more {what}
      </Button>
    </div>
  );
}
