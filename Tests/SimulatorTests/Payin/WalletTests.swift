import Foundation
import Hummingbird
import Testing

@testable import Simulator

@Suite("Recipients, balances, withdrawals, statement")
struct WalletTests {
  private static let recipients = "\(Wallets.clientsPath)/477/recipients"

  private static func person(_ change: (String, String) = ("", "")) -> String {
    """
    {"name":"Ana","bank_code":"001","bank_branch":"6955","bank_branch_digit":"0",\
    "account":"1146208","account_digit":"6","account_type":"c","pix_key":"52998224725",\
    "email":"ana@example.org","document":"52998224725","document_type":"cpf"}
    """.replacing("\"\(change.0)\":", with: "\"\(change.0)\":\(change.1),\"former\":")
  }

  @Test("A recipient is created, read without an envelope, and replaced as a whole")
  func recipient() async throws {
    try await withSimulator { api in
      let made = try await api.send(.post, Self.recipients, Self.person())
      #expect(made.status == 201)
      #expect(try made.message() == "Recipient created")
      let path = "\(Self.recipients)/501"
      let changed = try await api.send(.put, path, Self.person(("account", "\"999\"")))
      #expect(changed.status == 200)
      #expect(try changed.message() == "Recipient created")
      let read = try await api.send(.get, path).object()
      #expect(read["account"] as? String == "999" && read["name"] as? String == "Ana")
      #expect((read["wallet_uuid"] as? String).flatMap(UUID.init(uuidString:)) != nil)
      for missing in ["\(Self.recipients)/9", "\(Wallets.clientsPath)/1/recipients/501"] {
        #expect(try await api.send(.get, missing).status == 404)
        #expect(try await api.send(.put, missing, Self.person()).status == 404)
      }
      #expect(
        try await api.send(.post, "\(Wallets.clientsPath)/1/recipients", Self.person()).status
          == 404)
    }
  }

  @Test(
    "Every field is needed",
    arguments: [
      ("name", "null"), ("bank_code", #""1""#), ("bank_branch_digit", #""""#), ("email", #""x""#),
      ("account_type", #""k""#), ("document", #""1""#), ("document_type", #""rg""#),
      ("pix_key", "1"),
    ])
  func rules(field: String, value: String) async throws {
    try await withSimulator { api in
      let answer = try await api.send(.post, Self.recipients, Self.person((field, value)))
      #expect(answer.status == 422)
      #expect(
        try answer.fields().first?.hasPrefix("document") == true || answer.fields() == [field])
    }
  }

  @Test("The same account made twice is seen in the report")
  func effects() async throws {
    try await withSimulator { api in
      for _ in 1...2 { _ = try await api.send(.post, Self.recipients, Self.person()) }
      _ = try await api.send(.put, "\(Self.recipients)/502", Self.person())
      #expect(try await api.effects("recipients") == ["501": 2])
      #expect(try await api.effects("recipient_updates") == ["502": 1])
    }
  }

  /// A simulator with one recipient and one credited charge of 100.00, 30 % of it split.
  private func withSplit(_ body: @escaping @Sendable (Caller) async throws -> Void) async throws {
    var settings = SimulatorSettings.immediate
    settings.openingBalanceInCents = 0
    try await withSimulator(settings, clock: ManualClock()) { api in
      let made = try await api.send(.post, Self.recipients, Self.person()).object()
      let wallet = (made["data"] as? [String: Any])?["wallet_uuid"] as? String ?? ""
      let split = #""splits":[{"walletUUID":"\#(wallet)","percent":30}],"#
      let charge = try await api.charge(Bill(number: "a", cents: 10_000, extra: split))
      #expect(charge.status == 201)
      try await body(api)
    }
  }

  private static func balance(_ api: Caller, _ path: String) async throws -> Double {
    let object = try await api.send(.get, path).object()
    let inner = object["data"] as? [String: Any] ?? object
    return (inner["balance"] as? NSNumber)?.doubleValue ?? -1
  }

  @Test("Split money is in the recipient's wallet; version 1 counts cents, version 2 units")
  func balances() async throws {
    try await withSplit { api in
      let client = "\(Wallets.clientsPath)/477/balance"
      let account = "\(Wallets.accountPath)/477/balance"
      for (path, expected) in [
        (client, 7000.0), (client + "?recipient_id=501", 3000), (account, 70),
        (account + "?recipient_id=501", 30), (account + "?currency=USD", 0),
        ("\(Wallets.accountPath)/9/balance", 0),
      ] {
        let found = try await Self.balance(api, path)
        #expect(found == expected, "\(path)")
      }
      #expect(try await api.send(.get, client + "?recipient_id=9").status == 404)
      #expect(try await api.send(.get, "\(Wallets.clientsPath)/9/balance").status == 404)
    }
  }

  @Test("A withdrawal pays out what the recipient has, and twice when it is asked twice")
  func withdrawals() async throws {
    try await withSplit { api in
      let path = "\(Wallets.clientsPath)/477/withdrawals"
      var statuses: [Int] = []
      for (recipient, cents) in [(501, 0), (9, 1), (501, 3001), (501, 1500), (501, 1500), (501, 1)]
      {
        let body = #"{"recipient_id":\#(recipient),"amountCents":\#(cents)}"#
        statuses.append(try await api.send(.post, path, body).status)
      }
      #expect(statuses == [422, 422, 422, 201, 201, 422])
      #expect(try await api.effects("withdrawals") == ["501": 2])
    }
  }

  @Test(
    "The statement has every movement, qualification deposits included, and the balance after it")
  func statement() async throws {
    try await withSplit { api in
      _ = try await api.create([Payee(code: "q", amount: 12.34)], service: 4)
      _ = try await api.send(.post, "\(Refunds.path)/100001", #"{"amountCents":1005}"#)
      let path = "\(Wallets.accountPath)/477/statement"
      #expect(try await api.send(.get, path).status == 422)
      let window = path + "?created_after=2026-03-02&created_before=2026-03-02"
      let entries = try await api.send(.get, window).array()
      let amounts = Set(entries.compactMap { ($0["amount"] as? NSNumber)?.doubleValue })
      #expect(amounts == [70, -12.34, -10.05])
      let last = (entries.last?["balance"] as? NSNumber)?.doubleValue
      #expect(last.map { Int(($0 * 100).rounded()) } == 4761)
      #expect(try await Self.balance(api, "\(Wallets.accountPath)/477/balance") == 47.61)
      #expect(try await Self.balance(api, "\(Wallets.clientsPath)/477/balance") == 4761)
      for (query, count) in [
        ("&entity=payout_data_qualification", 1), ("&entity=payin_transaction_refund", 1),
        ("&category_id=1,2", 2), ("&recipient_id=501", 1), ("&currency=USD", 0), ("&id=800001", 1),
      ] {
        let found = try await api.send(.get, window + query).array().count
        #expect(found == count, "\(query)")
      }
      let page = try await api.send(
        .get, path + "?occurrence_after=2026-03-01&occurrence_before=2026-03-03&per_page=2&page=1")
      #expect(try page.array().count == 2)
      let headers = page.headers
      let names = [
        "x-page", "x-per-page", "x-next-page", "x-prev-page", "x-total-count", "x-total-pages",
      ]
      #expect(
        names.map { HTTPFields.Element.Name($0).flatMap { headers[$0] } }
          == ["1", "2", "2", "", "3", "2"])
    }
  }

  @Test("A killed simulator has the same books when it comes back")
  func storeFile() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = SimulatorSettings.immediate
    settings.storeFile = folder.appending(path: "store").path
    let paths = [
      "\(Self.recipients)/501", "\(Refunds.path)/900000001", "\(Subscriptions.path)/3001",
      "\(Wallets.clientsPath)/477/balance", "\(Wallets.clientsPath)/477/balance?recipient_id=501",
      "\(Wallets.accountPath)/477/statement?created_after=2000-01-01&created_before=2100-01-01",
    ]
    let clock = try ManualClock()
    let first = try await withSimulator(settings, clock: clock) { api in
      let made = try await api.send(.post, Self.recipients, Self.person()).object()
      let wallet = (made["data"] as? [String: Any])?["wallet_uuid"] as? String ?? ""
      let split = #""splits":[{"walletUUID":"\#(wallet)","amountInCents":500}],"#
      _ = try await api.charge(Bill(number: "a", extra: split))
      _ = try await api.send(.post, "\(Refunds.path)/100001", #"{"amountCents":5,"reason":"x"}"#)
      _ = try await api.send(
        .post, "\(Wallets.clientsPath)/477/withdrawals", #"{"recipient_id":501,"amountCents":9}"#)
      _ = try await api.send(
        .post, Subscriptions.path,
        """
        {"invoice":"s","instructions":"i","amountCents":5,"clientId":477,"buyer":{"name":"A",\
        "document":{"number":"52998224725","type":"CPF"}},"dateFirst":"2026-03-02",\
        "daysBeforeExpiration":0,"frequency":"WEEKLY"}
        """)
      _ = try await api.send(.delete, "\(Subscriptions.path)/3001")
      return try await Self.bodies(api, paths)
    }
    let second = try await withSimulator(settings, clock: clock) { api in
      try await Self.bodies(api, paths)
    }
    #expect(first == second)
  }

  private static func bodies(_ api: Caller, _ paths: [String]) async throws -> [String] {
    var bodies: [String] = []
    for path in paths {
      let answer = try await api.send(.get, path)
      #expect(answer.status == 200, "\(path)")
      bodies.append(answer.text)
    }
    return bodies
  }
}
