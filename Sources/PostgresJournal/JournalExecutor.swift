internal import Dispatch

/// The thread of one journal: waiting for the server never keeps a thread from other tasks.
final class JournalExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "shared journal")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    unsafe UnownedSerialExecutor(ordinary: self)
  }
}
