@testable import Simulator

/// Records built in memory, for tests that need no network.
extension SubmittedRecord {
  static func sample(
    code: String = "cc-1", account: String = "12345600", name: String = "Ana Souza",
    change: (inout SubmittedRecord) -> Void = { _ in }
  ) -> SubmittedRecord {
    var record = SubmittedRecord(
      amount: 10.5, customCode: code, batchCode: "b-1", notificationURL: nil,
      beneficiary: SubmittedBeneficiary(
        name: name, bankCode: "001", bankBranch: "0123", bankBranchDigit: "9",
        account: account, accountDigit: "5", accountType: "CHECKING", document: "11144477735"))
    change(&record)
    return record
  }
}

extension NewRecord<QualificationFacts> {
  static func sample(
    code: String = "cc-1", account: String = "12345600", name: String = "Ana Souza",
    storedAtMilliseconds: Int64 = 0,
    change: (inout NewRecord) -> Void = { _ in }
  ) -> NewRecord {
    var record = NewRecord(
      texts: SubmittedRecord.sample(code: code, account: account, name: name).texts,
      facts: QualificationFacts(
        merchantID: 477, serviceID: 1, amount: 10.5, outcome: TestPayee.outcome(ofName: name),
        isSavings: false),
      storedAt: Moment(milliseconds: storedAtMilliseconds), token: "test-token")
    change(&record)
    return record
  }
}

extension QualificationStore {
  static func holding(_ records: [NewRecord<QualificationFacts>]) -> QualificationStore {
    var store = QualificationStore()
    for record in records { store.append(record) }
    return store
  }
}

extension [UInt8] {
  var text: String { String(decoding: self, as: UTF8.self) }
}
