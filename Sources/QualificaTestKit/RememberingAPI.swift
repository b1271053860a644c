package import BulkEngine
internal import Synchronization

/// An API that speaks with ``TestOperation``: it keeps what it takes and counts its effects.
package final class RememberingAPI: Sendable {
  private struct State {
    var records: [String: RemoteRecord] = [:]
    var effects: [String: Int] = [:]
    var order: [String] = []
  }

  private let state = Mutex(State())
  /// Status of a record that was taken.
  private let firstStatus: Int
  private let pageSize: Int

  package init(firstStatus: Int = 1, pageSize: Int = 100) {
    self.firstStatus = firstStatus
    self.pageSize = pageSize
  }

  /// How often each code had an effect.
  package var effects: [String: Int] { state.withLock { $0.effects } }
  /// Everything that was taken, newest first.
  package var records: [RemoteRecord] {
    state.withLock { state in state.order.reversed().compactMap { state.records[$0] } }
  }

  /// Takes the records of a submission; one with a code that is known is a second effect.
  package func take(_ request: Request) {
    state.withLock { state in
      for var record in request.submittedRecords {
        state.effects[record.customCode, default: 0] += 1
        if state.records[record.customCode] == nil { state.order.append(record.customCode) }
        record.id = String(state.order.count)
        record.statusID = String(firstStatus)
        state.records[record.customCode] = record
      }
    }
  }

  /// Puts a record there that this run did not send.
  package func plant(_ record: RemoteRecord) {
    state.withLock { state in
      state.order.append(record.customCode)
      state.records[record.customCode] = record
    }
  }

  /// Gives every record, or those of `codes`, this status.
  package func setStatus(_ statusID: Int, of codes: Set<String>? = nil) {
    state.withLock { state in
      for code in state.order where codes?.contains(code) != false {
        state.records[code]?.statusID = String(statusID)
      }
    }
  }

  /// Takes a submission whole, shows what a question asks for.
  package func reply(to request: Request) -> Reply {
    if request.method == .post {
      take(request)
      return .accepting
    }
    if let code = request.wantedCode {
      return .showing(records.filter { $0.customCode == code }, lastPage: 1)
    }
    guard let page = request.wantedPage else { return Reply(status: 200) }
    let records = records
    let first = min((page - 1) * pageSize, records.count)
    return .showing(
      Array(records[first..<min(first + pageSize, records.count)]),
      lastPage: max(1, (records.count + pageSize - 1) / pageSize))
  }
}
