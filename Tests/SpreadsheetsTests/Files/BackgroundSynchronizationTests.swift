import Dispatch
import Synchronization
import Testing

@testable import Spreadsheets

/// What is brought to the disk meanwhile may fail, and that must be told at the end.
@Suite("BackgroundSynchronization")
struct BackgroundSynchronizationTests {
  @Test("a failure is told at the end, and every time again")
  func failure() throws {
    let synchronization = BackgroundSynchronization()
    #expect(synchronization.begin(-1))
    for _ in 0..<2 {
      #expect(throws: SystemError(code: 9)) { try synchronization.finish() }
    }
    #expect(!synchronization.begin(-1))
  }

  @Test("one at a time: while one is under way none begins")
  func oneAtATime() throws {
    let synchronization = BackgroundSynchronization()
    let gate = DispatchSemaphore(value: 0)
    let calls = Mutex<[CInt]>([])
    #expect(
      synchronization.begin(7) { descriptor in
        gate.wait()
        calls.withLock { $0.append(descriptor) }
      })
    #expect(!synchronization.begin(8) { _ in calls.withLock { $0.append(8) } })
    gate.signal()
    try synchronization.finish()
    #expect(calls.withLock { $0 } == [7])
    #expect(synchronization.begin(9) { descriptor in calls.withLock { $0.append(descriptor) } })
    try synchronization.finish()
    #expect(calls.withLock { $0 } == [7, 9])
  }

  @Test("with nothing begun there is nothing to wait for")
  func nothing() throws {
    try BackgroundSynchronization().finish()
  }
}
