import QualificaTestKit
import Synchronization
import Testing

@testable import PostgresJournal

/// How long a server that does not answer is tried again.
struct ServerOutageTests {
  private let now = ContinuousClock.now

  @Test(
    "It counts from the first failure, whichever connection met it, and then nothing is tried again"
  )
  func countsFromTheFirst() {
    let outage = ServerOutage(persistence: .seconds(60))
    #expect(outage.bears(.lost("cut"), of: .answer, begunAt: now - .seconds(50)))
    #expect(outage.bears(.unconfirmed, of: .commit, begunAt: now))
    #expect(outage.end(of: .seconds(30), from: now) <= now + .seconds(10))
    let later = ServerOutage(persistence: .seconds(60))
    #expect(later.bears(.lost("cut"), of: .commit, begunAt: now - .seconds(59)))
    #expect(later.givenUp == nil)
    let over = ServerOutage(persistence: .seconds(60))
    #expect(!over.bears(.lost("cut"), of: .commit, begunAt: now - .seconds(61)))
    #expect(over.givenUp != nil)
    // Questions are asked once, briefly.
    #expect(!over.bears(.lost("cut"), of: .answer, begunAt: now - .seconds(61)))
    #expect(over.end(of: .seconds(30), from: now) == now + .seconds(5))
  }

  @Test("Answers do not end an outage of what is written; a confirmed commit ends all")
  func ends() {
    let outage = ServerOutage(persistence: .seconds(60))
    #expect(outage.bears(.unconfirmed, of: .commit, begunAt: now - .seconds(50)))
    outage.succeeded(.answer)
    #expect(outage.end(of: .seconds(30), from: now) <= now + .seconds(10))
    outage.succeeded(.commit)
    #expect(outage.end(of: .seconds(30), from: now) == now + .seconds(30))
  }

  @Test(
    "A server that is silent behind a commit which no standby confirms is told as that",
    arguments: [false, true])
  func silentBehind(_ isConfirmed: Bool) {
    let isStopped = Mutex(false)
    let outage = ServerOutage(
      persistence: .seconds(60), isStopped: { isStopped.withLock { $0 } })
    #expect(outage.bears(.unconfirmed, of: .commit, begunAt: now))
    if isConfirmed { outage.succeeded(.commit) }
    isStopped.withLock { $0 = true }
    #expect(!outage.bears(.silent(.seconds(30)), of: .commit, begunAt: now))
    switch outage.givenUp {
    case .unconfirmed: #expect(!isConfirmed)
    case .silent: #expect(isConfirmed)
    default: Issue.record("it was given up because of something else")
    }
  }

  @Test("A machine that slept in the middle tries the server again")
  func slept() {
    let outage = ServerOutage(persistence: .seconds(600))
    #expect(outage.bears(.silent(.seconds(30)), of: .commit, begunAt: now - .seconds(3_600)))
    #expect(outage.givenUp == nil)
  }

  @Test("An outage is told once, and not before it lasts some seconds")
  func notices() {
    let told = Mutex<[Bool]>([])
    let outage = ServerOutage(
      persistence: .seconds(60),
      announce: { notice in told.withLock { $0.append(notice.isUnconfirmed) } })
    #expect(outage.bears(.lost("cut"), of: .answer, begunAt: now - .seconds(1)))
    outage.succeeded(.answer)
    #expect(told.withLock { $0 } == [])
    for _ in 1...3 { #expect(outage.bears(.unconfirmed, of: .commit, begunAt: now - .seconds(9))) }
    #expect(told.withLock { $0 } == [true])
    outage.succeeded(.commit)
    #expect(outage.bears(.lost("cut"), of: .answer, begunAt: now - .seconds(9)))
    #expect(told.withLock { $0 } == [true, false])
  }

  @Test("Who stops the process waits for nothing that is written, and briefly for an answer")
  func stopped() {
    let outage = ServerOutage(persistence: .seconds(60), isStopped: { true })
    #expect(outage.isHurried)
    #expect(outage.hurriedEnd(of: .commit, from: now) == now + .seconds(5))
    #expect(!outage.bears(.unconfirmed, of: .commit, begunAt: now))
    #expect(outage.hurriedEnd(of: .commit, from: now) == now)
    #expect(outage.hurriedEnd(of: .answer, from: now) == now + .seconds(5))
  }

  @Test("Who stops the process asks a server that had no answer since nothing more")
  func stoppedAndSilent() {
    let isStopped = Mutex(false)
    let outage = ServerOutage(
      persistence: .seconds(60), isStopped: { isStopped.withLock { $0 } })
    #expect(outage.connectionPatience == 10)
    #expect(outage.bears(.silent(.seconds(30)), of: .answer, begunAt: now))
    #expect(outage.connectionPatience == 5)
    isStopped.withLock { $0 = true }
    #expect(outage.connectionPatience == 2)
    // It may answer again.
    #expect(outage.silence == nil)
    #expect(!outage.bears(.silent(.seconds(5)), of: .answer, begunAt: now))
    #expect(outage.silence != nil)
    outage.succeeded(.answer)
    #expect(outage.silence == nil)
  }

  @Test("Who stops the process while a standby is away still reads what there is")
  func stoppedAndUnconfirmed() {
    let outage = ServerOutage(persistence: .seconds(60), isStopped: { true })
    #expect(!outage.bears(.unconfirmed, of: .commit, begunAt: now))
    #expect(outage.givenUp != nil)
    #expect(outage.silence == nil)
  }
}
