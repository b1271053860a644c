import BrazilianBanking

/// What stands for the rules by which records are judged and normalised: a plan is carried out only
/// by a program that would make the same one.
package enum CheckRules {
  /// Raised with every change after which a record may be judged, repaired or normalised otherwise.
  static let version = 3

  /// Stands for the version, the rules of the banks and, where no other list is given, the bundled
  /// list of banks; lower-case hexadecimal.
  package static func fingerprint(bankList: BankListFile?) -> String {
    let list = bankList == nil ? bundledBankListText : ""
    return CustomCode.digest("rules/\(version)|\(bankRulesText)|\(list)", length: 32)
  }
}
