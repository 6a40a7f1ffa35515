//! Work on many things at a time, results in the order of the things, memory flat.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// A thing to work on, and where its result is waited for.
type Job<I, O> = (I, SyncSender<O>);

/// How many things are on their way for each worker: enough that a long one holds nobody up.
const AHEAD: usize = 16;

/// Feeds things to `workers` threads and hands their results to `take`, in the order in which they
/// were fed. Of any number of things no more than a window's worth is in memory.
///
/// `feed` runs on a thread of its own and gets a sink that tells it to stop once `take` has broken
/// off. `lost` is asked before `work` what is to become of a thing on which `work` panics. `take` runs
/// on this thread.
pub fn ordered<I: Send, O: Send>(
    workers: usize,
    feed: impl FnOnce(&mut dyn FnMut(I) -> ControlFlow<()>) + Send,
    lost: impl Fn(&I) -> O + Sync,
    work: impl Fn(I) -> O + Sync,
    mut take: impl FnMut(O) -> ControlFlow<()>,
) {
    let window = workers * AHEAD;
    // The queue of results, in order: each is a promise, so a late one holds back those after it,
    // and a full queue holds back the feeder.
    let (promise, promised) = sync_channel::<Receiver<O>>(window);
    let (hire, jobs) = sync_channel::<Job<I, O>>(window);
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        scope.spawn(move || {
            feed(&mut |thing| {
                let (answer, result) = sync_channel(1);
                match promise.send(result).is_ok() && hire.send((thing, answer)).is_ok() {
                    true => ControlFlow::Continue(()),
                    false => ControlFlow::Break(()),
                }
            });
        });
        for _ in 0..workers {
            scope.spawn(|| work_off(&jobs, &lost, &work));
        }
        let _ = promised.iter().try_for_each(|result| match result.recv() {
            Ok(result) => take(result),
            // Workers answer every job that they take, and take all of them.
            Err(_) => ControlFlow::Continue(()),
        });
        drop(promised);
    });
}

fn work_off<I, O>(
    jobs: &Mutex<Receiver<Job<I, O>>>,
    lost: &impl Fn(&I) -> O,
    work: &impl Fn(I) -> O,
) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((thing, answer)) = job else { return };
        let lost = lost(&thing);
        // A worker outlives a panic, and the rest goes on.
        let result = catch_unwind(AssertUnwindSafe(|| work(thing))).unwrap_or(lost);
        // Nobody waits for it any more once `take` has broken off.
        let _ = answer.send(result);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn feed_all(n: usize) -> impl FnOnce(&mut dyn FnMut(usize) -> ControlFlow<()>) + Send {
        move |sink| {
            let _ = (0..n).try_for_each(sink);
        }
    }

    #[test]
    fn results_keep_the_order_of_things() {
        for workers in [1, 2, 7] {
            let mut seen = Vec::new();
            let work = |n: usize| {
                if n.is_multiple_of(50) {
                    thread::sleep(Duration::from_millis(2));
                }
                n * 2
            };
            let take = |result| {
                seen.push(result);
                ControlFlow::Continue(())
            };
            ordered(workers, feed_all(500), |_| 0, work, take);
            assert_eq!(seen, (0..500).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_than_a_window_is_on_its_way() {
        let fed = AtomicUsize::new(0);
        let mut taken = 0;
        let feed = |sink: &mut dyn FnMut(usize) -> ControlFlow<()>| {
            for n in 0..1_000 {
                fed.fetch_add(1, Ordering::SeqCst);
                let _ = sink(n);
            }
        };
        ordered(
            2,
            feed,
            |&n| n,
            |n| n,
            |_| {
                taken += 1;
                // One more is in the feeder's hand, one in this one's.
                assert!(fed.load(Ordering::SeqCst) - taken <= 2 * AHEAD + 2);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(taken, 1_000);
    }

    #[test]
    fn breaking_off_ends_the_feeding() {
        let fed = AtomicUsize::new(0);
        let feed = |sink: &mut dyn FnMut(usize) -> ControlFlow<()>| {
            let _ = (0..).try_for_each(|n| {
                fed.fetch_add(1, Ordering::SeqCst);
                sink(n)
            });
        };
        ordered(2, feed, |&n| n, |n| n, |_| ControlFlow::Break(()));
        assert!(fed.load(Ordering::SeqCst) < 1_000);
    }

    #[test]
    fn a_panic_costs_one_thing() {
        let mut seen = Vec::new();
        let work = |n: usize| if n == 3 { panic!("on purpose") } else { n };
        let take = |result| {
            seen.push(result);
            ControlFlow::Continue(())
        };
        ordered(2, feed_all(6), |n| 100 + n, work, take);
        assert_eq!(seen, [0, 1, 2, 103, 4, 5]);
    }
}
