import Crypto

/// The body of a callback and the header that signs it.
struct CallbackMessage {
  let body: [UInt8]

  init(record: StoredRecord, texts: StoredTexts, id: Int, status: Int) {
    var writer = JSONWriter(reserving: 512)
    writer.beginObject()
    writer.key("id")
    writer.value(String(id))
    writer.key("step")
    writer.value(QualificationStatus.step(of: status))
    writer.key("status_id")
    writer.value(status)
    let members = [
      ("custom_code", texts.customCode), ("batch_code", texts.batchCode), ("message", ""),
      ("name", texts.name), ("document", texts.document), ("bank_code", texts.bankCode),
      ("bank_branch", texts.bankBranch), ("bank_branch_digit", texts.bankBranchDigit),
      ("account", texts.account), ("account_digit", texts.accountDigit),
      ("account_type", record.isSavings ? "s" : "c"), ("pix_key", ""),
    ]
    for (name, text) in members {
      writer.key(name)
      writer.value(text)
    }
    writer.endObject()
    body = writer.bytes
  }

  /// `Bearer` and the lower-case hex of SHA-256 over the body followed by the token: a plain
  /// concatenation, as the vendor documents it, not an HMAC.
  static func authorization(body: [UInt8], token: String) -> String {
    var hash = SHA256()
    hash.update(data: body)
    hash.update(data: Array(token.utf8))
    let hex = hash.finalize().map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "Bearer \(hex.joined())"
  }
}
