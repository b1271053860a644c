/// The profiles of the binary, as the JSON that a user copies and edits.
package enum ShippedProfiles {
  /// By name, in the order in which they are listed.
  package static let all: [(name: String, json: String)] = [
    ("canonical", canonical), ("totvs-rm", totvsRM), ("senior", senior), ("oracle-hcm", oracleHCM),
    ("sap-0009", sap0009), ("cnab240", cnab240), ("fixed-width", fixedWidth),
  ]

  package static func json(named name: String) -> String? {
    all.first { $0.name == name }?.json
  }

  private static let canonical = #"""
    {
      "profile": "canonical",
      "version": 1,
      "title": "Every field in its own column, as valid.csv has them; the start of a profile of your own",
      "kind": "delimited",
      "proven": "documented",
      "sources": ["the contract of valid.csv"],
      "file_name": "payroll.csv",
      "text": {"encoding": "utf-8-bom", "line_end": "crlf"},
      "delimited": {
        "delimiter": ";",
        "columns": [
          {"name": "custom_code", "value": "{custom_code}"},
          {"name": "name", "value": "{name}"},
          {"name": "document_type", "value": "{document_type}"},
          {"name": "document", "value": "{document}"},
          {"name": "bank_code", "value": "{bank_code}"},
          {"name": "bank_branch", "value": "{bank_branch}"},
          {"name": "bank_branch_digit", "value": "{bank_branch_digit}"},
          {"name": "account", "value": "{account}"},
          {"name": "account_digit", "value": "{account_digit}"},
          {"name": "account_type", "value": "{account_type}"},
          {"name": "amount", "value": "{amount}"},
          {"name": "q_line", "value": "{q_line}"},
          {"name": "settled_at", "value": "{settled_at}"}
        ]
      }
    }
    """#

  private static let totvsRM = #"""
    {
      "profile": "totvs-rm",
      "version": 1,
      "title": "TOTVS RM Labore: payment account of an employee, columns of table PFUNC; set their order to the importer's",
      "kind": "delimited",
      "proven": "unproven",
      "sources": [
        "tdn.totvs.com 562960347 (semicolon, decimal comma, DDMMYYYY, no header)",
        "column names CODBANCOPAGTO, CODAGENCIAPAGTO, CONTAPAGAMENTO seen in public RM integrations"
      ],
      "file_name": "payroll.txt",
      "text": {"encoding": "windows-1252", "line_end": "crlf", "unmappable": "ascii"},
      "delimited": {
        "delimiter": ";", "quote": "never", "header": false,
        "columns": [
          {"name": "CHAPA", "value": "{custom_code|last:16}", "max": 16},
          {"name": "CODBANCOPAGTO", "value": "{bank_code}", "max": 3},
          {"name": "CODAGENCIAPAGTO", "value": "{bank_branch}", "max": 6},
          {"name": "CONTAPAGAMENTO", "value": "{account}{account_digit}", "max": 15},
          {"name": "TPCONTABANCARIA", "value": "{account_type|map:account_type}", "max": 1}
        ]
      },
      "maps": {"account_type": {"CHECKING": "1", "SAVINGS": "2"}}
    }
    """#

  private static let senior = #"""
    {
      "profile": "senior",
      "version": 1,
      "title": "Senior HCM: bank, branch, account and digit in columns of their own; set their order to the import screen's",
      "kind": "delimited",
      "proven": "unproven",
      "sources": ["documentacao.senior.com.br, accounts of employees (account and digit separate)"],
      "file_name": "payroll.csv",
      "text": {"encoding": "windows-1252", "line_end": "crlf", "unmappable": "ascii"},
      "delimited": {
        "delimiter": ";", "header": true,
        "columns": [
          {"name": "NUMCAD", "value": "{custom_code|last:20}", "max": 20},
          {"name": "NUMCPF", "value": "{document}", "max": 14},
          {"name": "NOMFUN", "value": "{name}", "max": 40, "too_long": "cut"},
          {"name": "CODBAN", "value": "{bank_code}", "max": 3},
          {"name": "CODAGE", "value": "{bank_branch}", "max": 5},
          {"name": "DIGAGE", "value": "{bank_branch_digit}", "max": 2},
          {"name": "CONBAN", "value": "{account}", "max": 20},
          {"name": "DIGBAN", "value": "{account_digit}", "max": 2},
          {"name": "TPCTBA", "value": "{account_type|map:account_type}", "max": 1}
        ]
      },
      "maps": {"account_type": {"CHECKING": "1", "SAVINGS": "2"}}
    }
    """#

  private static let oracleHCM = #"""
    {
      "profile": "oracle-hcm",
      "version": 1,
      "title": "Oracle HCM Data Loader, ExternalBankAccount.dat: accounts, without the lines of their owners",
      "kind": "delimited",
      "proven": "secondary",
      "sources": [
        "docs.oracle.com, HCM Data Loader, ExternalBankAccount and ExternalBankAccountOwner",
        "oraclehcmpayroll.blogspot.com (column lists)"
      ],
      "file_name": "ExternalBankAccount.dat",
      "text": {"encoding": "utf-8", "line_end": "lf"},
      "delimited": {
        "delimiter": "|", "quote": "never", "header": false, "grouped": false,
        "before": [
          "METADATA|ExternalBankAccount|SourceSystemOwner|SourceSystemId|BankId(SourceSystemId)|BankBranchId(SourceSystemId)|CountryCode|CurrencyCode|AccountNumber|AccountName|AccountType"
        ],
        "columns": [
          {"value": "MERGE"},
          {"value": "ExternalBankAccount"},
          {"name": "SourceSystemOwner", "value": "{setting.source_system_owner}"},
          {"name": "SourceSystemId", "value": "ACC_{custom_code}"},
          {"name": "BankId", "value": "BANK_{bank_code}"},
          {"name": "BankBranchId", "value": "BRANCH_{bank_code}_{bank_branch|zeros:5}"},
          {"value": "BR"},
          {"value": "BRL"},
          {"name": "AccountNumber", "value": "{account}{account_digit}", "max": 30},
          {"name": "AccountName", "value": "{name}", "max": 80, "too_long": "cut"},
          {"name": "AccountType", "value": "{account_type}"}
        ]
      },
      "settings": {
        "source_system_owner": "the owner name that your Oracle administrator registered for loads"
      }
    }
    """#

  private static let sap0009 = #"""
    {
      "profile": "sap-0009",
      "version": 1,
      "title": "SAP HCM infotype 0009 (bank details) as a flat file for LSMW: how Brazil composes BANKL is a custom of each customer",
      "kind": "delimited",
      "proven": "unproven",
      "sources": ["sapdatasheet.org, structure PA0009 (BANKS, BANKL 15, BANKN 18, BKONT 2, BANKP 2, EMFTX, ZLSCH)"],
      "file_name": "payroll.txt",
      "text": {"encoding": "iso-8859-1", "line_end": "crlf", "unmappable": "ascii"},
      "delimited": {
        "delimiter": "\t", "quote": "never", "header": true,
        "columns": [
          {"name": "PERNR", "value": "{custom_code|last:20}", "max": 20},
          {"name": "BEGDA", "value": "{setting.begin_date|date:YYYYMMDD}", "max": 8},
          {"name": "ENDDA", "value": "99991231", "max": 8},
          {"name": "SUBTY", "value": "{setting.subtype|or:0}", "max": 4},
          {"name": "ZLSCH", "value": "{setting.payment_method|or:T}", "max": 1},
          {"name": "EMFTX", "value": "{name}", "max": 40, "too_long": "cut"},
          {"name": "BANKS", "value": "BR", "max": 3},
          {"name": "BANKL", "value": "{bank_code}{bank_branch|zeros:5}", "max": 15},
          {"name": "BANKN", "value": "{account}", "max": 18},
          {"name": "BKONT", "value": "{account_digit}", "max": 2},
          {"name": "WAERS", "value": "BRL", "max": 5}
        ]
      },
      "settings": {
        "begin_date": "first day on which the account counts, for example 2026-01-01",
        "subtype": "subtype of the infotype; 0 without it",
        "payment_method": "payment method (ZLSCH); T without it"
      }
    }
    """#

  private static let cnab240 = #"""
    {
      "profile": "cnab240",
      "version": 1,
      "title": "CNAB 240, salaries: credit in account at the payer's bank, TED to others; the dialect follows the payer's bank",
      "kind": "cnab240",
      "proven": "secondary",
      "sources": [
        "FEBRABAN CNAB 240 10.06 of 16/03/2020",
        "Itau SISPAG 240 of March 2013, Santander PagFor V11 of January 2019, Bradesco Multipag v6 of July 2023",
        "Caixa 080: secondary sources only"
      ],
      "file_name": "payroll.rem",
      "text": {"encoding": "ascii", "line_end": "crlf", "unmappable": "ascii", "upper": true},
      "cnab240": {
        "layout": "by-bank",
        "set": {
          "file_header": {
            "agreement": "{setting.agreement|or:}",
            "payer_branch_digit": "{setting.payer_branch_digit|or:}",
            "payer_control_digit": "{setting.payer_control_digit|or:}",
            "file_number": "{setting.file_number|or:1}",
            "bank_name": "{setting.bank_name|or:}"
          },
          "lot_header": {
            "agreement": "{setting.agreement|or:}",
            "service": "{setting.service|or:30}"
          },
          "A": {
            "payee_name": "{name|ascii|upper|cut:30}",
            "company_number": "{custom_code|last:20}",
            "payment_date": "{setting.payment_date|date:DDMMYYYY}"
          }
        },
        "lots": [
          {
            "when": {"bank_code": "{setting.bank}", "account_type": "CHECKING"},
            "set": {"form": "01", "clearing": "000"}
          },
          {
            "when": {"bank_code": "{setting.bank}", "account_type": "SAVINGS"},
            "set": {"form": "05", "clearing": "000"}
          },
          {
            "set": {"form": "41", "clearing": "018", "ted_purpose": "{setting.ted_purpose|or:00004}"}
          }
        ]
      },
      "settings": {
        "bank": "the payer's bank, three digits: decides the dialect (237, 341, 033, 104, others FEBRABAN)",
        "payer_document": "the payer's CNPJ or CPF",
        "payer_name": "the payer's name, 30 characters",
        "payer_branch": "the payer's branch, without digit",
        "payer_branch_digit": "digit of the branch, where the bank has one",
        "payer_account": "the payer's account, without digit",
        "payer_account_digit": "digit of the account",
        "payer_control_digit": "digit of branch and account together, where the bank wants it",
        "agreement": "the payer's agreement with the bank, as the bank says (Santander: 0033 + branch + 12 digits)",
        "payment_date": "day of payment, 2026-01-31",
        "file_number": "running number of the file; 1 without it",
        "bank_name": "name of the bank in the header",
        "service": "kind of service; 30 (salaries) without it, 20 for suppliers",
        "ted_purpose": "purpose of a TED; 00004 (salaries) without it, 00005 for suppliers"
      }
    }
    """#

  private static let fixedWidth = #"""
    {
      "profile": "fixed-width",
      "version": 1,
      "title": "One record of 150 positions each, no header; the start of a layout of your own",
      "kind": "fixed",
      "proven": "documented",
      "sources": ["this program's own layout"],
      "file_name": "payroll.txt",
      "text": {"encoding": "ascii", "line_end": "crlf", "unmappable": "ascii", "upper": true},
      "fixed": {
        "width": 150,
        "columns": [
          {"name": "sequence", "start": 1, "end": 6, "picture": "N", "value": "{sequence}"},
          {"name": "custom_code", "start": 7, "end": 51, "picture": "A", "value": "{custom_code}"},
          {"name": "document", "start": 52, "end": 65, "picture": "N", "value": "{document}"},
          {"name": "bank_code", "start": 66, "end": 68, "picture": "N", "value": "{bank_code}"},
          {"name": "bank_branch", "start": 69, "end": 73, "picture": "N", "value": "{bank_branch}"},
          {"name": "bank_branch_digit", "start": 74, "end": 74, "picture": "A", "value": "{bank_branch_digit}"},
          {"name": "account", "start": 75, "end": 92, "picture": "N", "value": "{account}"},
          {"name": "account_digit", "start": 93, "end": 94, "picture": "A", "value": "{account_digit}"},
          {"name": "account_type", "start": 95, "end": 95, "picture": "A", "value": "{account_type|first:1}"},
          {"name": "name", "start": 96, "end": 135, "picture": "A", "value": "{name}", "too_long": "cut"},
          {"name": "amount", "start": 136, "end": 150, "picture": "N2", "value": "{amount|or:0}"}
        ]
      }
    }
    """#
}
