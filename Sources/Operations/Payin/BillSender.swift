import Crypto
import Foundation

/// A setting that may tell of a person: its text, or in a journal only that it was given.
package enum SenderDetail: Sendable, Equatable, Codable {
  case shown(String)
  /// The journal keeps no persons.
  case withheld

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let text = try? container.decode(String.self) else {
      guard try container.decode(Bool.self) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "neither text nor true")
      }
      self = .withheld
      return
    }
    self = .shown(text)
  }

  /// `true` where the text is withheld: a program that does not know of it goes on with no such run.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .shown(let text): try container.encode(text)
    case .withheld: try container.encode(true)
    }
  }

  /// - Precondition: the text is not withheld.
  var text: String {
    guard case .shown(let text) = self else { preconditionFailure("the sender was not recalled") }
    return text
  }

  /// Empty where it is withheld.
  package var shownText: String {
    if case .shown(let text) = self { text } else { "" }
  }
}

extension SenderDetail: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = .shown(text) }
}

/// Who gets the money, as it stands on bills: a company, or a person.
package struct BillSender: Sendable, Equatable, Codable {
  package var name: String?
  /// A CPF or CNPJ, digits and letters only.
  package var document: String?
  package var helpdesk: String?

  package init(name: String? = nil, document: String? = nil, helpdesk: String? = nil) {
    (self.name, self.document, self.helpdesk) = (name, document, helpdesk)
  }

  package var isEmpty: Bool { self == BillSender() }

  /// Whether it is, or may be, a person: only a CNPJ says that it is none.
  package var isPersonal: Bool { !isEmpty && document?.utf8.count != 14 }

  /// Recognises the sender and tells nobody who it is: four hexadecimal digits, which thousands of CPFs
  /// have in common.
  ///
  /// The same in all runs, so that many journals tell no more than one.
  package var mark: String {
    let parts = [name, document, helpdesk].map { $0.map { "=\($0)" } ?? "-" }
    let digest = SHA256.hash(data: Data("sender/1\u{1F}\(parts.joined(separator: "\u{1F}"))".utf8))
    return digest.prefix(2).map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
  }
}

/// Settings of an operation that bills people for a sender.
package protocol SenderSettings {
  var senderName: SenderDetail? { get set }
  var senderDocument: SenderDetail? { get set }
  var senderHelpdesk: SenderDetail? { get set }
  /// Of a sender that the journal does not name, see ``BillSender/mark``.
  var senderMark: String? { get set }
}

extension SenderSettings {
  private var details: [SenderDetail?] { [senderName, senderDocument, senderHelpdesk] }

  /// Nil while it is withheld.
  package var sender: BillSender? {
    get {
      guard !details.contains(.withheld) else { return nil }
      return BillSender(
        name: senderName?.text, document: senderDocument?.text, helpdesk: senderHelpdesk?.text)
    }
    set {
      senderName = newValue?.name.map { .shown($0) }
      senderDocument = newValue?.document.map { .shown($0) }
      senderHelpdesk = newValue?.helpdesk.map { .shown($0) }
    }
  }

  /// As a journal keeps them: without a sender that may be a person.
  package var withoutPerson: Self {
    guard let sender, sender.isPersonal else { return self }
    var settings = self
    settings.senderMark = sender.mark
    settings.senderName = senderName.map { _ in .withheld }
    settings.senderDocument = senderDocument.map { _ in .withheld }
    settings.senderHelpdesk = senderHelpdesk.map { _ in .withheld }
    return settings
  }

  /// The settings with the sender that was withheld.
  ///
  /// - Returns: nil where `sender` is another one.
  package func recalling(_ sender: BillSender) -> Self? {
    let given = [sender.name, sender.document, sender.helpdesk].map { $0 != nil }
    guard sender.mark == senderMark, given == details.map({ $0 != nil }) else { return nil }
    var settings = self
    settings.sender = sender
    settings.senderMark = nil
    return settings
  }
}
