// Many workers, one order: batches go out to threads and come back in the order in which they were made.
//
// The calling thread makes batches and takes results; the workers only turn one into the other. At most kDepth batches
// a thread are under way, so memory does not grow with the input: a slow worker or a slow reader of the results holds
// up the making of batches. Results are taken in the order of their batches, whatever the number of threads.
//
// Left out: results wait while `make` waits for input, so a stream that trickles is answered a batch late.
#pragma once
#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace casus::engine {

template <typename Batch, typename Output>
class Pipeline {
 public:
  static constexpr size_t kDepth = 4;  // batches under way for each thread: enough to ride out batches of unequal cost

  struct Steps {
    std::function<bool(Batch&)> make;                            // calling thread; false: no more, `batch` not filled
    std::function<void(unsigned worker, Batch&, Output&)> work;  // concurrently, `worker` in [0, threads); never throws
    std::function<bool(Output&)> take;                           // calling thread, in order; false: stop here
  };

  // Returns when everything is taken, `take` said stop, or *stop became true; in the last case batches that no worker
  // has begun are dropped, those begun are finished and taken. Batches and outputs are reused: `make` and `work` must
  // overwrite what they find.
  static void run(unsigned threads, const std::atomic<bool>* stop, const Steps& steps) {
    if (threads <= 1) return run_here(stop, steps);
    Pipeline p(threads, steps);
    p.drive(stop);
  }

 private:
  struct Slot {
    Batch batch;
    Output output;
    bool done = false;
  };

  static bool stopped(const std::atomic<bool>* stop) { return stop && stop->load(std::memory_order_relaxed); }

  static void run_here(const std::atomic<bool>* stop, const Steps& steps) {
    Slot slot;
    while (!stopped(stop) && steps.make(slot.batch)) {
      steps.work(0, slot.batch, slot.output);
      if (!steps.take(slot.output)) return;
    }
  }

  Pipeline(unsigned threads, const Steps& steps) : steps_(steps), slots_(threads * kDepth) {
    // Signals are for the calling thread: there they wake a read that waits.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this, i] { serve(i); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  ~Pipeline() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    work_ready_.notify_all();
    for (auto& t : threads_) t.join();
  }

  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  void serve(unsigned worker) {
    std::unique_lock lock(mutex_);
    while (true) {
      work_ready_.wait(lock, [this] { return closed_ || begun_ < made_; });
      if (closed_) return;
      Slot& slot = at(begun_++);
      lock.unlock();
      steps_.work(worker, slot.batch, slot.output);
      lock.lock();
      slot.done = true;
      result_ready_.notify_one();
    }
  }

  void drive(const std::atomic<bool>* stop) {
    bool more = true;
    while (true) {
      if (more && stopped(stop)) {
        more = false;
        const std::lock_guard lock(mutex_);
        made_ = begun_;
      }
      if (more && made_ - taken_ < slots_.size()) {  // made_ and taken_ change in this thread only
        more = steps_.make(at(made_).batch);
        if (more) {
          const std::lock_guard lock(mutex_);
          ++made_;
          work_ready_.notify_one();
        }
      } else if (taken_ == made_) {
        return;
      } else {
        std::unique_lock lock(mutex_);
        result_ready_.wait(lock, [this] { return at(taken_).done; });
      }
      while (next_is_done())
        if (!take_next()) return;
    }
  }

  bool next_is_done() {
    const std::lock_guard lock(mutex_);
    return taken_ < made_ && at(taken_).done;
  }

  bool take_next() {
    Slot& slot = at(taken_);
    slot.done = false;
    ++taken_;
    return steps_.take(slot.output);
  }

  Slot& at(size_t n) { return slots_[n % slots_.size()]; }

  const Steps& steps_;
  std::vector<Slot> slots_;  // a ring: [taken_, begun_) with workers or done, [begun_, made_) waiting
  size_t made_ = 0, begun_ = 0, taken_ = 0;
  bool closed_ = false;
  std::mutex mutex_;
  std::condition_variable work_ready_, result_ready_;
  std::vector<std::thread> threads_;
};

}  // namespace casus::engine
