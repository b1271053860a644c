import QualificaTestKit
import Testing

@testable import BulkEngine

/// Receipts are read by `custom_code` alone, and what is not certain stays in doubt.
struct ReceiptTests {
  @Test func acceptedRecordsArePending() {
    let receipts = read(Lists(accepted: [.init(customCode: "code2"), .init(customCode: "code1")]))
    #expect(receipts.map(\.state) == [.pending, .pending, .inDoubt])
    #expect(receipts.map(\.number) == [1, 2, 3])
  }

  @Test func aRefusalOfAFirstPOSTIsFinal() {
    let receipts = read(
      Lists(errors: [.init(customCode: "code2", message: "branch is invalid")]))
    #expect(receipts[1].state == .refused)
    #expect(receipts[1].outcome == .init(code: "api.refused", message: "branch is invalid"))
  }

  @Test func aRefusalOfALaterPOSTIsLookedUp() {
    let receipts = read(
      Lists(errors: [.init(customCode: "code2", message: "branch is invalid")]), isFirst: false)
    #expect(receipts[1].state == .inDoubt)
  }

  @Test(arguments: [true, false])
  func aRecordInNoListIsInDoubt(_ isFirst: Bool) {
    #expect(read(Lists(), isFirst: isFirst).map(\.state) == [.inDoubt, .inDoubt, .inDoubt])
  }

  @Test func aRecordInErrorsAndAnotherListIsInDoubt() {
    let twice = SubmissionReply.Entry(customCode: "code1", message: "no")
    #expect(read(Lists(errors: [twice], accepted: [twice]))[0].state == .inDoubt)
    #expect(read(Lists(errors: [twice], acceptedUnderOtherService: [twice]))[0].state == .inDoubt)
  }

  @Test func anotherServiceIsAcceptedWithAWarning() {
    let lists = Lists(acceptedUnderOtherService: [.init(customCode: "code3", message: "service 1")])
    let receipt = read(lists)[2]
    #expect(receipt.state == .pending)
    #expect(receipt.outcome.code == "api.service_changed")
    #expect(receipt.outcome.message == "service 1")
  }

  @Test(
    arguments: [
      "custom_code already exists", "Código já cadastrado", "registro ja existe",
      "must be unique", "has been taken", "duplicated code", "Código duplicado", "já em uso",
      "código em uso", "conflict",
    ], [true, false])
  func aRepetitionIsLookedUpAndNeverRefusedUnseen(_ message: String, _ isFirst: Bool) {
    let receipt = read(
      Lists(errors: [.init(customCode: "code1", message: message)]), isFirst: isFirst)[0]
    #expect(receipt.state == .inDoubt)
    #expect(receipt.outcome.code == "api.exists")
  }

  @Test(arguments: ["Branch does not exist", "Agência inexistente", "O banco não existe"])
  func whatDoesNotExistIsNoRepetition(_ message: String) {
    let receipt = read(Lists(errors: [.init(customCode: "code1", message: message)]))[0]
    #expect(receipt.state == .refused)
  }

  @Test func theOneRecordOfARefusedBatchIsRefusedUnlessItIsARepetition() {
    func refusal(_ message: String?) -> Receipt {
      Receipts(looksUpRefusals: false, isFirstAttempt: true, taken: .pending)
        .refusal(of: Payees.payee(1), code: "api.refused", message: message)
    }
    #expect(refusal("branch is invalid").state == .refused)
    #expect(refusal(nil).outcome.code == "api.refused")
    #expect(refusal("custom_code already taken").state == .inDoubt)
    #expect(refusal("custom_code already taken").outcome.code == "api.exists")
  }

  /// No wording is documented, so none proves anything.
  @Test(
    arguments: [
      "Código utilizado anteriormente", "previously submitted", "", nil, "branch is invalid",
    ], [true, false])
  func whereMoneyMovesNoRefusalIsFinalBeforeItsLookUp(_ message: String?, _ isFirst: Bool) {
    let entry = SubmissionReply.Entry(customCode: "code2", message: message)
    let receipt = read(Lists(errors: [entry]), isFirst: isFirst, movesMoney: true)[1]
    #expect(receipt.state == .inDoubt)
    #expect(receipt.outcome == .init(code: "api.refused", message: message))
    for code in [APICode.refused, APICode.tooLarge] {
      let only = Receipts(looksUpRefusals: true, isFirstAttempt: isFirst, taken: .pending)
        .refusal(of: Payees.payee(2), code: code, message: message)
      #expect(only.state == .inDoubt)
      #expect(only.outcome == .init(code: code, message: message))
    }
  }

  @Test func aRefusalInOtherLettersIsKeptForTheLookUp() {
    let receipt = read(Lists(errors: [.init(customCode: "CODE2", message: "no")]))[1]
    #expect(receipt.state == .inDoubt)
    #expect(receipt.outcome == .init(code: "api.refused", message: "no"))
  }

  @Test func codesOfOthersAreIgnored() {
    let lists = Lists(
      errors: [.init(customCode: "CODE1")], accepted: [.init(customCode: "code10")])
    #expect(read(lists).map(\.state) == [.inDoubt, .inDoubt, .inDoubt])
  }

  @Test func messagesComeWithoutThePayeesValues() {
    let payee = Payees.payee(1)
    let message = "\(payee.name), \(payee.document), \(payee.account) is wrong"
    let text =
      read(Lists(errors: [.init(customCode: "code1", message: message)]))[0].outcome.message ?? ""
    #expect(!text.contains(payee.document))
    #expect(!text.contains(payee.account))
    #expect(!text.contains("João"))
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func everyRecordGetsOneReceiptInOrderWhateverTheLists(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func some() -> [SubmissionReply.Entry] {
      (1...12).filter { _ in Bool.random(using: &generator) }
        .map { .init(customCode: "code\($0)", message: "text") }.shuffled(using: &generator)
    }
    let lists = Lists(errors: some(), accepted: some(), acceptedUnderOtherService: some())
    let payees = Payees.payees(10)
    let receipts = Receipts(looksUpRefusals: false, isFirstAttempt: true, taken: .pending).read(
      lists, of: payees)
    #expect(receipts.map(\.number) == payees.map(\.number))
    for (receipt, payee) in zip(receipts, payees) {
      let isRefused = lists.errors.contains { $0.customCode == payee.customCode }
      let isTaken = (lists.accepted + lists.acceptedUnderOtherService)
        .contains { $0.customCode == payee.customCode }
      let expected: RecordState = isRefused == isTaken ? .inDoubt : isTaken ? .pending : .refused
      #expect(receipt.state == expected)
    }
  }
}

private typealias Lists = SubmissionReply.Lists

private func read(
  _ lists: SubmissionReply.Lists, isFirst: Bool = true, movesMoney: Bool = false
) -> [Receipt] {
  Receipts(looksUpRefusals: movesMoney, isFirstAttempt: isFirst, taken: .pending)
    .read(lists, of: Payees.payees(3))
}
