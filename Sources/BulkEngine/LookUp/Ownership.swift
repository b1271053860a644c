/// Whose a record of the API is that stands under the code of one of ours. A pure decision.
enum Ownership: Sendable, Equatable {
  /// Our own sending.
  case ours(isAltered: Bool)
  /// The very same payment, sent by another run; its name, where its batch code tells it.
  case otherRun(named: String?)
  /// Another identity or amount, or treated otherwise.
  case collision
  /// The same identity, sent by another run, and the API does not show the amount; the record stays
  /// in doubt until a person has asked.
  case amountUnknown
  /// What the API shows does not tell; the record stays in doubt.
  case unproven

  /// - Parameters:
  ///   - wasRefused: whether the API refused the record when it was sent.
  ///   - isFromBefore: whether the API's record is from before the run.
  init(
    of remote: RemoteRecord, for record: OutgoingRecord, in context: EngineContext,
    wasRefused: Bool, isFromBefore: Bool = false
  ) {
    let operation = context.operation
    let hasOtherAmount = operation.showsOtherAmount(remote, record)
    let isAltered = operation.isAltered(remote)
    // The API may have corrected the identity of what we sent ourselves, but never the amount.
    if BatchCode.isOfRun(context.runCode, remote.batchCode) {
      self = hasOtherAmount ? .collision : .ours(isAltered: isAltered)
      return
    }
    let isOwnSending = remote.batchCode == nil && !wasRefused && !isFromBefore
    // What an earlier sender asked for in another way is not what was asked for here.
    guard operation.matches(remote, record), !hasOtherAmount, !isAltered || isOwnSending else {
      // Somebody else's, in other letters, says nothing about ours, unless ours was refused.
      let isOneCode = wasRefused || remote.customCode == record.customCode
      self = isOneCode && !operation.isVague(remote) ? .collision : .unproven
      return
    }
    if isOwnSending {
      self = .ours(isAltered: isAltered)
    } else if operation.traits.needsAmount, remote.amountInCents == nil {
      self = .amountUnknown
    } else {
      self = .otherRun(named: remote.batchCode.flatMap(BatchCode.runName))
    }
  }
}

extension BulkOperation {
  /// Whether the API shows another amount than the one that is sent.
  func showsOtherAmount(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    guard traits.needsAmount, let amount = remote.amountInCents else { return false }
    return amount != record.amountInCents
  }

  /// Whether the API's record has identity and amount of ours, as far as it shows them.
  func agrees(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
    matches(remote, record) && !showsOtherAmount(remote, record)
  }
}
