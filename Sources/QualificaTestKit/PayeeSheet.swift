package import BulkEngine
import Operations

/// Payees as the lines of a spreadsheet export.
package enum PayeeSheet {
  package static let header = "nome;cpf/cnpj;banco;agencia;conta;dv conta;tipo conta"

  /// Header and one line for each payee, with the codes in a last column when asked for.
  package static func text(_ payees: [OutgoingRecord], withCodes: Bool = false) -> String {
    let first = withCodes ? "\(header);codigo" : header
    let lines = payees.map { payee in
      line(payee) + (withCodes ? ";\(payee.customCode)" : "")
    }
    return ([first] + lines).joined(separator: "\n") + "\n"
  }

  /// One line without its end.
  package static func line(_ payee: OutgoingRecord) -> String {
    [
      payee.name, payee.document, payee.bankCode, payee.bankBranch, payee.account,
      payee.accountDigit, payee.accountType == .savings ? "P" : "C",
    ].joined(separator: ";")
  }
}
