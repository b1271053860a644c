import BulkEngine
import Foundation
import Operations

/// Which permission of the vendor's access control an operation needs, and whether the key's user has it.
///
/// Nothing is sent: a permission to read is tried by a read, one to write can only be named.
struct PermissionCheck {
  /// Our code of a permission and the name in the vendor's guide.
  struct Permission {
    let code: String
    let guide: Bilingual

    static let other = Bilingual("other permissions", "outras permissões")
    static let charges = Bilingual("create charges (payin)", "criar cobranças (payin)")
  }

  let operation: String
  let merchantID: Int?
  let language: Language

  /// What the operation needs: the one that is tried by a read first.
  var needed: [Permission] {
    func two(_ family: String, _ guide: Bilingual) -> [Permission] {
      [
        Permission(code: "\(family).read", guide: guide),
        Permission(code: "\(family).write", guide: guide),
      ]
    }
    switch operation {
    case "data-qualification": return two("qualification", Permission.other)
    case "recipient-update", "recipient-create": return two("recipient", Permission.other)
    case "refund":
      return [
        Permission(code: "payin.read", guide: Permission.charges),
        Permission(code: "refund.write", guide: Permission.other),
      ]
    case _ where isOfWeepay: return two("weepay", Permission.other)
    default: return two("payin", Permission.charges)
    }
  }

  /// A read by which the permission is tried; nil where it names an account and none is given.
  var probe: Request? {
    operation.hasPrefix("recipient")
      ? merchantID.map { Request(.get, "/v1/payin/clients/\($0)/recipients/1") }
      : isOfWeepay
        ? Self.transactions
        : operation == "data-qualification" ? Self.qualification : Self.charges
  }

  /// A read of another family: where it works, key and address are right. Weepay is a family of its
  /// own, on a host of its own.
  var otherProbe: Request? {
    isOfWeepay ? nil : operation == "data-qualification" ? Self.charges : Self.qualification
  }

  private var isOfWeepay: Bool { operation.hasPrefix("weepay") }

  private static let qualification = Request(.get, "/v1/payout/data-qualification/services")
  private static let transactions = Request(
    .get, "/v1/transactions", query: [Request.QueryItem("limit", "1")])
  private static let charges = Request(
    .get, "/v2/payin/payments", query: [Request.QueryItem("per_page", "1")])

  /// What two replies say: that to the operation's own read, and that to another family's.
  func check(_ own: Reply?, other: Reply?) -> DoctorCheck {
    guard let own else {
      return .skipped(
        .permission,
        language.pick(
          "give --merchant-id, so that recipients can be asked for",
          "informe --merchant-id para que os recebedores possam ser consultados"))
    }
    switch own.status {
    case 200..<300, 404: return readable
    case 401, 403: return refused(own.status, RefusalReason(own, other: other))
    default:
      return .skipped(
        .permission,
        language.pick(
          "the API answers \(own.status): it cannot be told",
          "a API responde \(own.status): não dá para saber"))
    }
  }

  private var readable: DoctorCheck {
    let (tried, named) = (needed.prefix(1).map(\.code), needed.dropFirst().map(text))
    return .ok(
      .permission,
      language.pick(
        "\(tried.joined()) works; \(named.joined(separator: ", ")) cannot be tried without sending: see "
          + "Settings > Access Control",
        "\(tried.joined()) funciona; \(named.joined(separator: ", ")) só se testa enviando: veja "
          + "Settings > Access Control"))
  }

  private func text(_ permission: Permission) -> String {
    "\(permission.code) (\(permission.guide.text(language)))"
  }

  private func refused(_ status: Int, _ reason: RefusalReason) -> DoctorCheck {
    let key = language.pick(
      "Give the key of this environment, whole; a deleted key and the key of a deleted user are refused, too.",
      "Use uma chave deste ambiente, inteira; uma chave apagada, ou de um usuário apagado, também é recusada."
    )
    let names = needed.map(text).joined(separator: ", ")
    let permission = language.pick(
      "A Moderator ticks for the key's user, in Settings > Access Control: \(names).",
      "Um Moderador marca para o usuário da chave, em Settings > Access Control: \(names).")
    let address = language.pick(
      "Add this machine's public address to the key's allowed IPs; the dashboard asks for a 2FA code.",
      "Inclua o IP público desta máquina nos IPs permitidos da chave; o painel pede um código 2FA.")
    func failed(_ english: String, _ portuguese: String, _ todo: String...) -> DoctorCheck {
      .failed(
        .permission, .denied, language.pick(english, portuguese), todo: todo.joined(separator: " "))
    }
    return switch reason {
    case .key: failed("the key is refused (\(status))", "a chave é recusada (\(status))", key)
    case .permission:
      failed(
        "the permission is missing (\(status))", "falta a permissão (\(status))", permission)
    case .address:
      failed(
        "this address is not allowed (\(status))", "este IP não está liberado (\(status))", address)
    case .unknown:
      failed(
        "key, address or permission is refused (\(status)), and the API does not say which",
        "chave, IP ou permissão recusados (\(status)), e a API não diz qual", key, address,
        permission)
    }
  }

  /// The steps of the vendor's authentication guide, as far as they can be seen from here.
  func guide(isKeyTaken: Bool) -> [DoctorCheck] {
    func unseen(_ english: String, _ portuguese: String) -> DoctorCheck {
      .skipped(
        .guide,
        language.pick(
          "not to be seen from here: \(english)", "não dá para ver daqui: \(portuguese)"))
    }
    let key =
      isKeyTaken
      ? DoctorCheck.ok(
        .guide,
        language.pick(
          "the key exists, and this address is among its allowed IPs",
          "a chave existe, e este IP está entre os permitidos dela"))
      : unseen(
        "that the key exists and has this address among its allowed IPs",
        "se a chave existe e tem este IP entre os permitidos")
    return [
      unseen(
        "that the key's user was made for the API by a Moderator and is nobody's login",
        "se o usuário da chave foi criado por um Moderador só para a API e não é o login de ninguém"
      ),
      key,
      unseen(
        "that 2FA is on; keys and their IPs are made, changed and deleted with its code",
        "se o 2FA está ativo; chaves e IPs são criados, alterados e apagados com o código dele"),
    ]
  }
}
