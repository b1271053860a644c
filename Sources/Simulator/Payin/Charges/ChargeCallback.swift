extension PayinBooks {
  /// Enters changes of a charge that has a callback address.
  mutating func scheduleCallbacks(of charge: Charge, _ steps: some Sequence<Charge.Step>) {
    guard charge.request.callbackURL != nil else { return }
    for step in steps {
      schedule(
        CallbackQueue.Entry(
          due: step.moment, record: charge.id, status: step.status.rawValue,
          collection: Payin.Collection.charges.rawValue))
    }
  }

  /// The charge as of one change; nil when a cancellation undid the change.
  func chargeCallback(_ entry: CallbackQueue.Entry) -> Callback? {
    guard let charge = charge(entry.record), let url = charge.request.callbackURL,
      let step = charge.steps(pace).first(where: { $0.status.rawValue == entry.status }),
      entry.attempt > 1 || step.moment == entry.due
    else { return nil }
    var encoder = ChargeEncoder(books: self)
    encoder.asOf = step.moment
    return Callback(
      url: url, body: encoder.older(charge), token: charge.token,
      signatureHeader: "x-webhook-wp-signature", signedText: Self.signedText(of: charge))
  }

  /// Id, key and the original amount with two decimals, one after the other; the token follows.
  static func signedText(of charge: Charge) -> String {
    let cents = charge.request.amountInCents
    return "\(charge.id)\(charge.key)\(cents / 100).\((cents % 100).zeroPadded(to: 2))"
  }
}
