internal import Dispatch

/// The thread of one journal: waiting for the disk never keeps a thread from other tasks.
final class JournalExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "journal")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    unsafe UnownedSerialExecutor(ordinary: self)
  }
}
