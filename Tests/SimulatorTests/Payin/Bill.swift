import Foundation
import Hummingbird

@testable import Simulator

/// An invented charge to create, put together by hand so that the reader under test is not its own
/// judge.
struct Bill {
  var number: String
  var method = "pix"
  var cents = 15_000
  var due: String?
  var name = "Ana Souza"
  var document = "52998224725"
  var callback: String?
  var hasAddress = true
  var hasSender = true
  /// Further members, each with a comma behind.
  var extra = ""

  static let address = """
    {"street":"Rua A","number":"10","complement":"","zipCode":"80200100","city":"Curitiba",\
    "district":"Centro","stateCode":"PR"}
    """

  var json: String {
    let due = due ?? (method == "pix" ? "2026-12-31T23:59:59" : "2026-12-31")
    let callbackMember = callback.map { "\"callbackUrl\":\"\($0)\"," } ?? ""
    let sender =
      hasSender ? #""sender":{"name":"Escola","document":"11222333000181","helpdesk":"sac"},"# : ""
    let address = hasAddress ? ",\"address\":\(Self.address)" : ""
    return """
      {\(extra)\(callbackMember)\(sender)"customNumber":"\(number)","title":{"expireDate":"\(due)",\
      "amountInCents":\(cents),"instructions":"Mensalidade"},"buyer":{"name":"\(name)",\
      "email":"ana@example.org","document":{"number":"\(document)","type":"\
      \(document.count == 11 ? "CPF" : "CNPJ")"}\(address)}}
      """
  }
}

extension Caller {
  func charge(_ bill: Bill) async throws -> Answer {
    try await send(.post, "\(Charges.path)/\(bill.method)", bill.json)
  }

  /// The id of a charge that was just created.
  func chargeID(_ bill: Bill) async throws -> Int {
    try await charge(bill).object()["id"].flatMap { Int($0 as? String ?? "") } ?? 0
  }

  func cancelCharge(_ id: Int) async throws -> Answer {
    try await send(.delete, "\(Charges.path)/\(id)/request-cancel", #"{"cashInId":"\#(id)"}"#)
  }

  func status(ofCharge id: Int) async throws -> Int {
    let answer = try await send(.get, "\(Charges.newerPath)/\(id)")
    return (try answer.object()["status"] as? [String: Any])?["id"] as? Int ?? 0
  }

  func invoices(_ query: String) async throws -> [String] {
    try await send(.get, Charges.newerPath + query).records().compactMap {
      $0["invoice"] as? String
    }
  }

  func effects(_ name: String) async throws -> [String: Int] {
    let all = try await stats()["effects_by_key"] as? [String: [String: Int]]
    return all?[name] ?? [:]
  }
}

extension Caller.Answer {
  /// The names of the fields that a 422 names.
  func fields() throws -> [String] {
    (try object()["errors"] as? [String: Any] ?? [:]).keys.sorted()
  }
}

extension SimulatorSettings {
  /// Everybody pays a second after the charge was made, and a second later the money is credited.
  static var slow: SimulatorSettings {
    with {
      $0.pace = Pace(
        received: .milliseconds(500), payment: .seconds(1), settlement: .seconds(1))
    }
  }

  /// Nobody pays by itself, and everything can be canceled at once.
  static var unpaid: SimulatorSettings {
    with {
      $0.pace = Pace(received: .zero, payment: nil, settlement: .zero)
      $0.cancellationAge = .zero
    }
  }
}
