import Foundation
import Hummingbird
import Synchronization

/// The vendor's dashboard, as far as it decides who may call the API: users, permissions, keys, their
/// addresses, and the second factor.
///
/// ``AccessBooks`` decides, ``EndpointPermissions`` says what an endpoint needs, ``DashboardRoutes``
/// are what people call. The books are asked anew with every request, so that a change counts from the
/// next one on, also on a connection that is open.
final class Dashboard: AccessPolicy {
  /// Of its lines in the store file.
  static let mark = "access"

  let now: @Sendable () -> Moment
  let tokens = SessionTokens()
  private let state: Mutex<State>

  private struct State {
    var books = AccessBooks()
    let file: StoreFile?
  }

  /// Takes up the users of the store file.
  ///
  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  init(storeFile: String?, now: @escaping @Sendable () -> Moment) throws(SimulatorError) {
    self.now = now
    let file = try storeFile.map { (path) throws(SimulatorError) in try StoreFile(path: path) }
    var books = AccessBooks()
    try file?.load(mark: Self.mark) { (line) throws(JSONReadingError) in
      guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)) else {
        throw JSONReader(line).failure("line that is not a user of the dashboard")
      }
      books.take(line.id, line.user)
    }
    state = Mutex(State(books: books, file: file))
  }

  var hasUsers: Bool { state.withLock { !$0.books.isEmpty } }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    DashboardRoutes(dashboard: self).addRoutes(to: root)
    KeyRoutes(dashboard: self).addRoutes(to: root)
    SessionRoutes(dashboard: self).addRoutes(to: root)
  }

  func verdict(on call: AccessCall) -> AccessRule.Verdict {
    let moment = now()
    let session = call.token.flatMap { tokens.claims($0, .access, at: moment)?.user }
    return state.withLock { $0.books.verdict(on: call, session: session, at: moment) }
  }

  // MARK: The books

  func look<Value: Sendable>(_ body: (AccessBooks) -> Value) -> Value {
    state.withLock { body($0.books) }
  }

  /// Changes the books and writes to the store file what changed, also when `body` throws: a wrong
  /// code counts.
  func change<Value: Sendable>(
    _ body: (inout AccessBooks, Moment) throws(DashboardRefusal) -> Value
  ) throws(DashboardRefusal) -> Value {
    let moment = now()
    let result = state.withLock { state -> Result<Value, DashboardRefusal> in
      let result: Result<Value, DashboardRefusal>
      do throws(DashboardRefusal) {
        result = .success(try body(&state.books, moment))
      } catch {
        result = .failure(error)
      }
      return Self.persist(&state) ? result : .failure(DashboardRefusal(.serverError))
    }
    return try result.get()
  }

  /// As ``change(_:)``, for a Moderator who is one still.
  func change<Value: Sendable>(
    by moderator: DashboardUser,
    _ body: (inout AccessBooks, Moment) throws(DashboardRefusal) -> Value
  ) throws(DashboardRefusal) -> Value {
    try change { (books, now) throws(DashboardRefusal) in
      try books.requireModerator(moderator)
      return try body(&books, now)
    }
  }

  private static func persist(_ state: inout State) -> Bool {
    let changed = state.books.takeChanged()
    guard let file = state.file, !changed.isEmpty else { return true }
    do {
      for (id, user) in changed { try file.append(Line.bytes(id, user)) }
      return true
    } catch {
      return false
    }
  }

  /// A user as of now; nil for one that was deleted.
  private struct Line: Decodable {
    let id: Int
    let user: DashboardUser?

    static func bytes(_ id: Int, _ user: DashboardUser?) throws -> [UInt8] {
      let opening = StoreFile.opening(of: Dashboard.mark) + Array(",\"id\":\(id),\"user\":".utf8)
      return opening + Array(try JSONEncoder().encode(user)) + Array("}\n".utf8)
    }
  }
}

// MARK: What its routes share

extension Dashboard {
  private static let mostBodyBytes = 1 << 16

  /// Answers a request; a body that is no JSON is refused, an absent one is null.
  func answer(
    _ request: Request, _ body: (JSONValue) throws(DashboardRefusal) -> Reply
  ) async -> Response {
    guard let buffer = try? await request.body.collect(upTo: Self.mostBodyBytes) else {
      return Reply.payloadTooLarge.response
    }
    let bytes = Array(buffer.readableBytesView)
    guard let json = bytes.isEmpty ? .null : try? JSONValue(bytes) else {
      return Reply(status: 400, message: "The body is not valid JSON.").response
    }
    do throws(DashboardRefusal) {
      return try body(json).response
    } catch {
      return error.reply.response
    }
  }

  /// Who is signed in.
  func signedIn(_ request: Request) throws(DashboardRefusal) -> DashboardUser {
    let token = AccessRule.bearerToken(request.headers[.authorization])
    guard let claims = token.flatMap({ tokens.claims($0, .access, at: now()) }),
      let user = look({ $0.users[claims.user] })
    else { throw .signedOut }
    return user
  }

  /// The Moderator who is signed in; without a second factor one can only view.
  func moderator(_ request: Request) throws(DashboardRefusal) -> DashboardUser {
    let user = try signedIn(request)
    guard user.roles.contains(.moderator) else {
      throw DashboardRefusal(403, "Only a Moderator may do this.")
    }
    guard request.method == .get || user.hasSecondFactor else {
      throw DashboardRefusal(
        403, "Without two-factor authentication a user can only view. Turn it on first.")
    }
    return user
  }
}

extension JSONValue {
  /// The text of a member, without blanks around it.
  ///
  /// - Throws: 422 when it is missing or empty.
  func required(_ name: String) throws(DashboardRefusal) -> String {
    let text = self[name]?.text?.trimmingCharacters(in: .whitespaces) ?? ""
    guard !text.isEmpty else {
      throw DashboardRefusal(.invalid([(name, "The \(name) field is required.")]))
    }
    return text
  }

  /// The digits of a code, which may come as a number, and in groups as apps show them.
  func code(_ name: String) -> String? {
    switch self[name] {
    case .string(let text)?: text.filter { $0 != " " }
    case .number(let digits)?:
      String(repeating: "0", count: max(0, TimeCode.digits - digits.count)) + digits
    default: nil
    }
  }

  /// As ``code(_:)``.
  ///
  /// - Throws: 422 when it is missing or empty.
  func requiredCode() throws(DashboardRefusal) -> String {
    guard let code = code("code"), !code.isEmpty else {
      throw DashboardRefusal(.invalid([("code", "The code field is required.")]))
    }
    return code
  }

  /// The values of a list of words.
  ///
  /// - Throws: 422 for what is no list, and for a word that is none.
  func words<Word: RawRepresentable & CaseIterable & Hashable>(
    _ name: String, _ type: Word.Type
  ) throws(DashboardRefusal) -> Set<Word> where Word.RawValue == String {
    let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
    guard let elements = self[name]?.elements else {
      throw DashboardRefusal(.invalid([(name, "The \(name) field is a list of: \(known).")]))
    }
    var words: Set<Word> = []
    for element in elements {
      guard let word = element.text.flatMap(Word.init(rawValue:)) else {
        throw DashboardRefusal(.invalid([(name, "The \(name) field may hold: \(known).")]))
      }
      words.insert(word)
    }
    return words
  }
}
