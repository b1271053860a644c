import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Sends the due callbacks of one operation beside the server, a few at a time.
struct CallbackSender: Sendable {
  static let concurrency = 8
  static let attempts = 5
  /// The vendor asks receivers to answer within five seconds.
  static let timeoutSeconds: Int64 = 5
  private static let pause = Duration.milliseconds(20)
  /// In milliseconds.
  private static let tokenPause: Int64 = 250

  let kit: SimulatorKit
  let operation: any SimulatedOperation
  /// Posts a body to a URL with a signature, if there is one; the status of the answer.
  let post:
    @Sendable (_ url: String, _ body: [UInt8], _ signature: Callback.Signature?) async throws ->
      UInt

  /// Runs until its task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      var insertions = operation.callbacks.insertions.makeAsyncIterator()
      var inFlight = 0
      while let entry = await nextDue(&insertions) {
        if inFlight == Self.concurrency {
          await group.next()
          inFlight -= 1
        }
        group.addTask { await deliver(entry) }
        inFlight += 1
      }
      group.cancelAll()
    }
  }

  /// Waits for the next entry to be due; nil when the task is cancelled.
  private func nextDue(
    _ insertions: inout AsyncStream<Void>.Iterator
  ) async -> CallbackQueue.Entry? {
    while !Task.isCancelled {
      if let entry = operation.callbacks.takeDue(at: kit.now()) { return entry }
      if operation.callbacks.isEmpty {
        await insertions.next()
      } else {
        try? await kit.sleep(Self.pause)
      }
    }
    return nil
  }

  /// Tries once. A callback not answered with 200 enters the queue again, a little later each time.
  func deliver(_ entry: CallbackQueue.Entry) async {
    guard let callback = operation.callback(for: entry) else { return }
    let token = callback.token ?? kit.settings.token ?? kit.latestToken.withLock { $0 }
    guard token != nil || callback.signatureHeader == nil else { return wait(entry) }
    let signature = token.flatMap { callback.signature(token: $0) }
    if let status = try? await post(callback.url, callback.body, signature), status == 200 {
      kit.statistics.withLock { $0.callbacksDelivered += 1 }
      return
    }
    guard entry.attempt < Self.attempts else {
      kit.statistics.withLock { $0.callbacksGivenUp += 1 }
      return
    }
    insert(entry, in: Int64(250) << entry.attempt, attempt: entry.attempt + 1)
  }

  /// The record came from a file, and no request has shown a token yet.
  private func wait(_ entry: CallbackQueue.Entry) {
    insert(entry, in: Self.tokenPause, attempt: entry.attempt)
  }

  private func insert(
    _ entry: CallbackQueue.Entry, in milliseconds: Int64, attempt: Int
  ) {
    operation.callbacks.insert(
      CallbackQueue.Entry(
        due: kit.now().advanced(byMilliseconds: milliseconds), record: entry.record,
        status: entry.status, collection: entry.collection, attempt: attempt))
  }
}

/// One callback before it is signed.
struct Callback {
  var url: String
  var body: [UInt8]
  /// Of the request that created the record; nil when the record was read back from a file.
  var token: String?
  /// The header of the signature; nil leaves the callback unsigned.
  var signatureHeader: String? = "Authorization"
  /// What is signed; nil means the body.
  var signedText: String?

  struct Signature: Equatable {
    let header: String
    let value: String
  }

  func signature(token: String) -> Signature? {
    signatureHeader.map { header in
      let signed = signedText.map { Array($0.utf8) } ?? body
      return Signature(header: header, value: Self.authorization(body: signed, token: token))
    }
  }

  /// `Bearer` and the lower-case hex of SHA-256 over what is signed followed by the token: a plain
  /// concatenation, as the vendor documents it, not an HMAC.
  static func authorization(body: [UInt8], token: String) -> String {
    var hash = SHA256()
    hash.update(data: body)
    hash.update(data: Array(token.utf8))
    let hex = hash.finalize().map { $0.zeroPadded(to: 2, radix: 16) }
    return "Bearer \(hex.joined())"
  }
}

extension HTTPClient {
  /// Posts one callback to this machine. The answer's body is not read.
  ///
  /// - Throws: ``CallbackLeavesMachine``, and what prevents an answer.
  @Sendable
  func postCallback(
    url: String, body: [UInt8], signature: Callback.Signature?
  ) async throws -> UInt {
    guard CallbackAddress.isOnThisMachine(url) else { throw CallbackLeavesMachine() }
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    if let signature { request.headers.add(name: signature.header, value: signature.value) }
    request.body = .bytes(body)
    let response = try await execute(
      request, timeout: .seconds(CallbackSender.timeoutSeconds))
    return response.status.code
  }
}

/// Where the simulator's callbacks may go: to this machine and nowhere else, since they carry names,
/// documents and accounts that may be real.
enum CallbackAddress {
  /// Whether `url` can only mean this machine. A name that resolves to it is another machine's.
  static func isOnThisMachine(_ url: String) -> Bool {
    guard let url = URL(string: url), let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https", url.user == nil, url.password == nil,
      var host = url.host?.lowercased()
    else { return false }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    return host == "localhost" || host == "::1" || isLoopbackIPv4(host)
  }

  private static func isLoopbackIPv4(_ host: String) -> Bool {
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127"
      && octets.allSatisfy { octet in
        octet.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
          && UInt8(octet) != nil
      }
  }
}

/// A callback that would leave this machine.
struct CallbackLeavesMachine: Error {}
