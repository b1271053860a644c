import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// Receipts are read by `custom_code` alone, and what is not certain stays in doubt.
struct ReceiptTests {
  @Test("Accepted records are pending")
  func acceptedRecordsArePending() {
    let receipts = read([.accepting("code2"), .accepting("code1")])
    #expect(receipts.map(\.state) == [.pending, .pending, .inDoubt])
    #expect(receipts.map(\.number) == [1, 2, 3])
  }

  @Test("A refusal of a first POST is final")
  func aRefusalOfAFirstPOSTIsFinal() {
    let receipts = read(
      [.refusing("code2", "branch is invalid")])
    #expect(receipts[1].state == .refused)
    #expect(receipts[1].outcome == .init(code: "api.refused", message: "branch is invalid"))
  }

  @Test("A refusal of a later POST is looked up")
  func aRefusalOfALaterPOSTIsLookedUp() {
    let receipts = read(
      [.refusing("code2", "branch is invalid")], isFirst: false)
    #expect(receipts[1].state == .inDoubt)
  }

  @Test("A record in no list is in doubt", arguments: [true, false])
  func aRecordInNoListIsInDoubt(_ isFirst: Bool) {
    #expect(read([], isFirst: isFirst).map(\.state) == [.inDoubt, .inDoubt, .inDoubt])
  }

  @Test("A record in errors and another list is in doubt")
  func aRecordInErrorsAndAnotherListIsInDoubt() {
    #expect(read([.refusing("code1", "no"), .accepting("code1")])[0].state == .inDoubt)
    #expect(read([.altering("code1", "no"), .refusing("code1", "no")])[0].state == .inDoubt)
  }

  @Test("An altered record is accepted with a warning")
  func anAlteredRecordIsAcceptedWithAWarning() {
    let receipt = read([.accepting("code3"), .altering("code3", "service 1")])[2]
    #expect(receipt.state == .pending)
    #expect(receipt.outcome.code == "api.service_changed")
    #expect(receipt.outcome.message == "service 1")
  }

  @Test("A repetition is looked up and never refused unseen", arguments: [true, false])
  func aRepetitionIsLookedUpAndNeverRefusedUnseen(_ isFirst: Bool) {
    let receipt = read([.refusing("code1", "already there")], isFirst: isFirst)[0]
    #expect(receipt.state == .inDoubt)
    #expect(receipt.outcome == .init(code: "api.exists", message: "already there"))
  }

  @Test("What the operation cannot tell is in doubt")
  func whatTheOperationCannotTellIsInDoubt() {
    let unclear = SubmissionReply.Answer(customCode: "code1", .unclear, message: "hm")
    #expect(read([unclear])[0].state == .inDoubt)
    #expect(read([unclear])[0].outcome == .init(message: "hm"))
    #expect(read([unclear, .accepting("code1")])[0].state == .inDoubt)
  }

  @Test("The one record of a refused batch is refused unless it is a repetition")
  func theOneRecordOfARefusedBatchIsRefusedUnlessItIsARepetition() {
    func refusal(_ message: String?, isRepetition: Bool = false) -> Receipt {
      Receipts(movesMoney: false, isFirstAttempt: true).refusal(
        of: Payees.payee(1), code: "api.refused", message: message, isRepetition: isRepetition)
    }
    #expect(refusal("branch is invalid").state == .refused)
    #expect(refusal(nil).outcome.code == "api.refused")
    #expect(refusal("taken", isRepetition: true).state == .inDoubt)
    #expect(refusal("taken", isRepetition: true).outcome.code == "api.exists")
  }

  /// No wording is documented, so none proves anything.
  @Test(
    "Where money moves no refusal is final before its look-up",
    arguments: [
      "Código utilizado anteriormente", "previously submitted", "", nil, "branch is invalid",
    ], [true, false])
  func whereMoneyMovesNoRefusalIsFinalBeforeItsLookUp(_ message: String?, _ isFirst: Bool) {
    let answer = SubmissionReply.Answer.refusing("code2", message)
    let receipt = read([answer], isFirst: isFirst, movesMoney: true)[1]
    #expect(receipt.state == .inDoubt)
    #expect(receipt.outcome == .init(code: "api.refused", message: message))
    for code in [APICode.refused, APICode.tooLarge] {
      let only = Receipts(movesMoney: true, isFirstAttempt: isFirst)
        .refusal(of: Payees.payee(2), code: code, message: message)
      #expect(only.state == .inDoubt)
      #expect(only.outcome == .init(code: code, message: message))
    }
  }

  @Test("A refusal in other letters is kept for the look-up")
  func aRefusalInOtherLettersIsKeptForTheLookUp() {
    let receipt = read([.refusing("CODE2", "no")])[1]
    #expect(receipt.state == .inDoubt)
    #expect(receipt.outcome == .init(code: "api.refused", message: "no"))
  }

  @Test("Codes of others are ignored")
  func codesOfOthersAreIgnored() {
    let receipts = read([.refusing("CODE1"), .accepting("code10")])
    #expect(receipts.map(\.state) == [.inDoubt, .inDoubt, .inDoubt])
  }

  @Test(
    "Every record gets one receipt in order whatever the lists", arguments: 0..<40 as Range<UInt64>)
  func everyRecordGetsOneReceiptInOrderWhateverTheLists(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func some(_ word: SubmissionReply.Word) -> [SubmissionReply.Answer] {
      (1...12).filter { _ in Bool.random(using: &generator) }
        .map { .init(customCode: "code\($0)", word, message: "text") }
    }
    let answers = (some(.refused) + some(.accepted) + some(.accepted))
      .shuffled(using: &generator)
    let payees = Payees.payees(10)
    let receipts = Receipts(movesMoney: false, isFirstAttempt: true).read(
      answers, of: payees)
    #expect(receipts.map(\.number) == payees.map(\.number))
    for (receipt, payee) in zip(receipts, payees) {
      let own = answers.filter { $0.customCode == payee.customCode }
      let isRefused = own.contains { $0.word == .refused }
      let isTaken = own.contains { $0.word == .accepted }
      let expected: RecordState = isRefused == isTaken ? .inDoubt : isTaken ? .pending : .refused
      #expect(receipt.state == expected)
    }
  }
}

/// What a reply shows of a record that it says was taken.
struct ContradictedReceiptTests {
  @Test("Taken, but shown otherwise than it was sent, is no receipt: the API is asked")
  func takenButShownOtherwiseIsNoReceipt() {
    let records = Payees.payees(2)
    let answers = records.map {
      SubmissionReply.Answer(
        customCode: $0.customCode, .accepted,
        record: RemoteRecord(id: "1\($0.number)", customCode: $0.customCode, statusID: "1"))
    }
    let receipts = Receipts(
      rules: SendingRules(.findable, money: .incoming), isFirstAttempt: true,
      statuses: TestOperation.statuses, isContradicted: { sent, _ in sent.number == 2 }
    ).read(answers, of: records)
    #expect(receipts.map(\.state.kind) == [.taken, .inDoubt])
  }
}

private func read(
  _ answers: [SubmissionReply.Answer], isFirst: Bool = true, movesMoney: Bool = false
) -> [Receipt] {
  Receipts(movesMoney: movesMoney, isFirstAttempt: isFirst)
    .read(answers, of: Payees.payees(3))
}

extension Receipts {
  /// Of records that can be found by their code.
  fileprivate init(movesMoney: Bool, isFirstAttempt: Bool) {
    self.init(
      rules: SendingRules(.findable, money: movesMoney ? .outgoing : .none),
      isFirstAttempt: isFirstAttempt, statuses: TestOperation.statuses)
  }
}
