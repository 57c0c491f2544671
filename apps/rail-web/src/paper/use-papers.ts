// The trade documents of a ticket, page by page, and their lines. While an acknowledgement is on its way they are looked at again and again.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { DocumentLines, TicketDocument } from '#api';
import { paperLinesKey, papersKey } from '../api/query-keys.js';
import { PAGE_LINES, readLines, readPapers } from '../api/trade/document.api.js';
import { isUnderWay } from './words/answer-words.js';

const LOOK_AGAIN_MS = 4_000;

export function usePapers(ticketId: number, count: number) {
  return useInfiniteQuery({
    queryKey: papersKey(ticketId, count),
    queryFn: ({ pageParam, signal }) => readPapers(ticketId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 20_000,
    refetchOnWindowFocus: true,
    refetchInterval: query => {
      const papers = query.state.data?.pages.flatMap(page => page.items) ?? [];
      return papers.some(paper => paper.acknowledgements.some(isUnderWay)) ? LOOK_AGAIN_MS : false;
    },
  });
}

/** One page of lines, from 0. The first came with the document itself. */
export function useLines(ticketId: number, paper: TicketDocument, page: number) {
  const from = page * PAGE_LINES;
  const first: DocumentLines = {
    items: paper.document.lines,
    nextCursor: null,
    differences: paper.differences?.lines ?? [],
    words: paper.words,
  };
  const later = useQuery({
    queryKey: paperLinesKey(ticketId, paper.messageId, paper.part, from),
    queryFn: ({ signal }) => readLines(ticketId, paper, from, signal),
    enabled: page > 0,
    placeholderData: keepPreviousData,
    // A stored document never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (page === 0) return { lines: first, isBusy: false, error: null, retry: () => undefined };
  return {
    lines: later.data ?? null,
    isBusy: later.isFetching,
    error: later.error,
    retry: () => void later.refetch(),
  };
}
