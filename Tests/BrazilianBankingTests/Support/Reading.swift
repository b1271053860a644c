import BrazilianBanking

/// The library's readings and checks on strings.
func document(_ text: String, _ kind: DocumentKind? = nil) -> DocumentReading {
  readDocument(text.utf8.span, declared: kind)
}

func pix(_ text: String, _ kind: PixKeyKind? = nil) -> PixReading {
  readPixKey(text.utf8.span, declared: kind)
}

func bank(_ text: String) -> BankReading { readBank(text.utf8.span, in: .bundled) }

func branch(_ text: String, _ digit: String = "") -> BranchReading {
  readBranch(text.utf8.span, digit: digit.utf8.span)
}

func account(
  _ text: String, _ digit: String = "", operation: String = "", bank: UInt16 = 1,
  branch: String = ""
) -> AccountReading {
  readAccount(
    text.utf8.span, digit: digit.utf8.span, operation: operation.utf8.span, bank: bank,
    branch: ShortCode(branch) ?? ShortCode())
}

func branchVerdict(_ bank: UInt16, _ branch: String, _ digit: String = "") -> BranchVerdict {
  checkBranch(
    bank: bank, branch: ShortCode(branch) ?? ShortCode(), digit: ShortCode(digit) ?? ShortCode())
}

func accountVerdict(
  _ bank: UInt16, _ branch: String, _ account: String, _ digit: String,
  type: AccountType = .unknown, operation: String? = nil
) -> AccountVerdict {
  checkAccount(
    bank: bank, branch: ShortCode(branch) ?? ShortCode(),
    account: ShortCode(account) ?? ShortCode(), digit: ShortCode(digit) ?? ShortCode(),
    accountType: type, operation: operation.flatMap { ShortCode($0) })
}

func boleto(_ text: String) -> BoletoReading { readBoleto(text.utf8.span) }

func date(_ text: String) -> DateReading { readDate(text.utf8.span) }

func postalCode(_ text: String) -> PostalCodeReading { readPostalCode(text.utf8.span) }

func federativeUnit(_ text: String) -> FederativeUnitReading { readFederativeUnit(text.utf8.span) }

func telephone(_ text: String) -> TelephoneReading { readTelephone(text.utf8.span) }

func emailAddress(_ text: String) -> EmailReading { readEmailAddress(text.utf8.span) }

func endToEndID(_ text: String) -> EndToEndReading { readEndToEndID(text.utf8.span) }

func isCard(_ text: String, _ lengths: CardLengths = .all) -> Bool {
  isCardNumber(text.utf8.span, lengths: lengths)
}

func holdsCard(_ text: String, _ lengths: CardLengths = .all) -> Bool {
  containsCardNumber(text.utf8.span, lengths: lengths)
}
