package import BulkEngine
import Foundation

extension Charges {
  /// Reads what the API posts to `callbackUrl` when the status of a charge changes: the charge itself,
  /// perhaps within `data`, its status an object or a bare word.
  ///
  /// - Returns: the charge, and what the signature covers in front of the amount: id and key. Nil for what is
  ///   no charge.
  package static func callback(in body: [UInt8]) -> (record: RemoteRecord, signed: String)? {
    let plain = decoded(ChargeMessage.self, from: body)
    let charge = plain?.number == nil ? decoded(ChargePage.self, from: body)?.charges.first : plain
    guard let charge,
      let record = Charges(ChargeSettings(begunAt: BrasiliaTime(.distantPast))).remote(charge),
      record.knownID != nil, let key = charge.key
    else { return nil }
    return (record, record.id + key)
  }
}
