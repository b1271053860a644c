package import BulkEngine
import Spreadsheets

/// How good records become the file that another system imports.
///
/// Read from JSON as `schemas/profile.schema.json` describes; what is wrong in it was found then.
package struct Profile: Sendable {
  package enum Kind: String, Sendable, CaseIterable { case delimited, fixed, cnab240 }
  /// How sure it is that the other system takes the file.
  package enum Proof: String, Sendable, CaseIterable { case documented, secondary, unproven }

  package var name: String
  package var title = ""
  package var sources: [String] = []
  package var proof = Proof.unproven
  package var kind: Kind
  var fileName: String?
  var text = Text()
  var delimited = Delimited()
  var fixed = Fixed()
  var cnab = CNAB()
  var maps: [String: [String: String]] = [:]
  /// What each setting is, by its name.
  package var settings: [String: String] = [:]

  /// The name of the file in the run folder.
  package var outputName: String {
    if let fileName { return fileName }
    switch kind {
    case .delimited: return "payroll.csv"
    case .fixed: return "payroll.txt"
    case .cnab240: return "payroll.rem"
    }
  }

  /// How text becomes bytes.
  struct Text: Sendable {
    var encoding = Encoding.utf8
    var endsInCRLF = true
    var endsLastLine = true
    /// Accents that the encoding lacks are taken off; otherwise they stop the export.
    var takesAccentsOff = false
    var isUpper = false

    enum Encoding: String, Sendable, CaseIterable {
      case utf8 = "utf-8"
      case utf8WithMark = "utf-8-bom"
      case windows1252 = "windows-1252"
      case latin1 = "iso-8859-1"
      case ascii
    }
  }

  enum TooLong: String, Sendable, CaseIterable {
    case stop
    case skipRecord = "skip_record"
    case cut
  }

  struct Column: Sendable {
    var name = ""
    var value = ProfileTemplate()
    var most: Int?
    var tooLong = TooLong.stop
  }

  struct Delimited: Sendable {
    enum Quote: String, Sendable, CaseIterable {
      case never
      case whenNeeded = "when_needed"
      case always
    }

    var delimiter = ";"
    var quote = Quote.whenNeeded
    var hasHeader = true
    var before: [ProfileTemplate] = []
    var columns: [Column] = []
    var moreRows: [[Column]] = []
    var isGrouped = false
  }

  /// A field at fixed positions.
  struct FixedField: Sendable {
    var name = ""
    var start: Int
    var end: Int
    /// Digits with zeros in front, or text with blanks behind.
    var isNumber = false
    var decimals = 0
    var value = ProfileTemplate()
    var tooLong = TooLong.stop
  }

  struct Fixed: Sendable {
    var width = 0
    var before: [[FixedField]] = []
    var columns: [FixedField] = []
    var after: [[FixedField]] = []
  }

  struct CNAB: Sendable {
    /// Name of a table of positions, or `by-bank`.
    var layout = ""
    /// Tables of the profile's own, by name of the record.
    var positions: [String: [CNABTable.Field]] = [:]
    var values: [String: [String: ProfileTemplate]] = [:]
    var segments: [String]?
    /// Whether all segments of a payment have one number.
    var repeatsSequence: Bool?
    /// `42`, `43` or `42-43`.
    var digitPlace: String?
    var writesLetterAsZero: Bool?
    var hasBranchDigit: Bool?
    var hasOneBankPerLot: Bool?
    var lots: [Lot] = []

    struct Lot: Sendable {
      var conditions: [(field: String, values: [ProfileTemplate], isNegated: Bool)] = []
      var values: [String: ProfileTemplate] = [:]
    }
  }
}

/// Why a profile cannot be used: the place in its JSON and what is wrong there.
package struct ProfileError: Error, Sendable {
  /// Name or path of the profile.
  package var profile: String
  /// Such as `delimited.columns[2].value`; empty for the whole.
  package var place: String
  package var problem: Bilingual

  package init(profile: String, place: String, problem: Bilingual) {
    (self.profile, self.place, self.problem) = (profile, place, problem)
  }
}

/// A setting that a profile needs and that was not given.
package struct ProfileSettingMissing: Error, Sendable, Equatable {
  package struct Other: Sendable, Equatable {
    package var name: String
    package var meaning: String
  }

  package var profile: String
  package var name: String
  /// What it is, as the profile says.
  package var meaning: String
  /// Further ones that were not given.
  package var others: [Other] = []
}

/// A setting whose value does not fit.
package struct ProfileSettingUnfit: Error, Sendable {
  package var name: String
  package var problem: Bilingual
}

/// A record's value that the profile cannot take.
package struct ProfileMisfit: Error, Sendable {
  /// Line of the record in the input; 0 for what belongs to no record.
  package var line: Int
  /// The field of the profile.
  package var field: String
  package var problem: Bilingual
}
