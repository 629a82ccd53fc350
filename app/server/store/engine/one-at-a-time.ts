/** A queue of asynchronous work of which one part runs at a time, in the order of the calls. */

export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>;

export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    // A failure belongs to its caller and does not stop the queue.
    last = result.catch(() => undefined);
    return result;
  };
}
