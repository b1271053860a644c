import BulkEngine
import Foundation

/// What a refusal is about: the key, this machine's address, or a permission.
///
/// The vendor documents 401 for a missing or wrong key. What it answers to another address and to a
/// missing permission is not documented, so that the words decide where they can.
enum RefusalReason: Equatable {
  case key, address, permission
  /// Any of them.
  case unknown

  /// - Parameters:
  ///   - reply: 401 or 403.
  ///   - other: to a read of another family: where it works, key and address are right.
  init(_ reply: Reply, other: Reply?) {
    if let other, (200..<300).contains(other.status) {
      self = .permission
      return
    }
    let said = Self.words(reply)
    let named: [RefusalReason] = [
      Self.callsKeyBad(said) ? .key : nil,
      said.contains(/\bips?\b|address|endere[cç]o/) ? .address : nil,
      said.contains(/permiss|scope|escopo|\broles?\b/) ? .permission : nil,
    ].compactMap(\.self)
    // "No permission to call from this IP" names two, and is about one.
    switch named.count {
    case 1: self = named[0]
    case 0: self = reply.status == 401 ? .key : .unknown
    default: self = .unknown
    }
  }

  /// Whether a key is called bad; "this key" alone also stands in sentences about its addresses.
  private static func callsKeyBad(_ said: String) -> Bool {
    said.contains(/(invalid|wrong|unknown|expired|revoked)\W+(\w+\W+)?(key|token|credential)/)
      || said.contains(
        /(key|token|credentials?)\W+(is|are)?\W*(invalid|wrong|unknown|expired|revoked)/)
      || said.contains(/(chave|token|credencia)\w*\W+(de api\W+)?(inv[aá]lid|expirad|desconhecid)/)
  }

  /// The sentences of the vendor's two forms, `{"message"}` and `{"error": {"code", "message"}}`; the
  /// whole body of any other.
  private static func words(_ reply: Reply) -> String {
    let start = Data(reply.body.prefix(20_000))
    let json = try? JSONSerialization.jsonObject(with: start) as? [String: Any]
    let error = json?["error"] as? [String: Any]
    let found = [json?["message"], json?["error"], error?["message"], error?["code"]]
      .compactMap { $0 as? String }
    return
      (found.isEmpty
      ? String(decoding: start.prefix(2_000), as: UTF8.self)
      : found.joined(separator: " ")).lowercased()
  }
}
