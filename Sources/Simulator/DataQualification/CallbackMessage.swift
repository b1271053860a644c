import Synchronization

extension DataQualification {
  func callback(for entry: CallbackQueue.Entry) -> Callback? {
    records.withLock { durable in
      let texts = durable.store.texts(of: entry.record)
      let message = CallbackMessage(
        record: durable.store.records[entry.record], texts: texts,
        id: RecordEncoder.id(ofRecord: entry.record), status: entry.status)
      return Callback(
        url: texts[.notificationURL], body: message.body,
        token: durable.store.token(of: entry.record))
    }
  }
}

extension CallbackQueue {
  /// Enters every status change after `clock.now` and after the first status, of records that have
  /// a URL.
  func schedule(_ records: [Int], store: QualificationStore, clock: StatusClock) {
    for index in records
    where !store.utf8(ofText: RecordText.notificationURL.rawValue, of: index).isEmpty {
      let record = store.records[index]
      for step in clock.timeline(of: record).steps.dropFirst() {
        let due = record.storedAt.advanced(byMilliseconds: step.milliseconds)
        guard due >= clock.now else { continue }
        insert(Entry(due: due, record: index, status: step.status))
      }
    }
  }
}

/// The body of a callback.
struct CallbackMessage {
  let body: [UInt8]

  init(record: StoredQualification, texts: [String], id: Int, status: Int) {
    var writer = JSONWriter(reserving: 512)
    writer.beginObject()
    writer.key("id")
    writer.value(String(id))
    writer.key("step")
    writer.value(QualificationStatus.step(of: status))
    writer.key("status_id")
    writer.value(status)
    for text in [RecordText.customCode, .batchCode] {
      writer.key(text.memberName)
      writer.value(texts[text])
    }
    writer.key("message")
    writer.value("")
    let payee: [RecordText] = [
      .name, .document, .bankCode, .bankBranch, .bankBranchDigit, .account, .accountDigit,
    ]
    for text in payee {
      writer.key(text.memberName)
      writer.value(texts[text])
    }
    writer.key("account_type")
    writer.value(record.facts.isSavings ? "s" : "c")
    writer.key("pix_key")
    writer.value("")
    writer.endObject()
    body = writer.bytes
  }
}
