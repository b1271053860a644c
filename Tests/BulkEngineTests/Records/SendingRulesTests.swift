import Testing

@testable import BulkEngine

/// Every row of the table "what follows from a way of sending".
struct SendingRulesTests {
  @Test(
    "A record in doubt is treated as the API promises",
    arguments: [
      (WayOfSending.replayable, SendingRules.Doubt.sendAgain), (.onceByNature, .lookUp),
      (.replacing, .sendAgain), (.findable, .lookUp), (.blind, .leave),
    ])
  func aRecordInDoubtIsTreatedAsTheAPIPromises(
    _ way: WayOfSending, _ doubt: SendingRules.Doubt
  ) {
    for money in [MoneyDirection.none, .incoming, .outgoing] {
      #expect(SendingRules(way, money: money).doubt == doubt)
    }
  }

  @Test("Only what could count twice takes three looks")
  func onlyWhatCouldCountTwiceTakesThreeLooks() {
    for way in WayOfSending.allCases {
      #expect(SendingRules(way, money: .outgoing).looks == (way == .findable ? 3 : 1))
    }
  }

  @Test("Consent and witnesses are for money that could move twice, in either direction")
  func consentAndWitnessesAreForMoneyThatCouldMoveTwice() {
    for way in WayOfSending.allCases {
      for money in [MoneyDirection.incoming, .outgoing] {
        let rules = SendingRules(way, money: money)
        #expect(rules.needsConsent == [.findable, .blind].contains(way))
        #expect(rules.needsWitness == (way == .findable))
      }
      #expect(!SendingRules(way, money: .none).needsConsent)
      #expect(!SendingRules(way, money: .none).needsWitness)
    }
  }

  @Test("A repetition is taken where it does nothing new")
  func aRepetitionIsTakenWhereItDoesNothingNew() {
    for way in WayOfSending.allCases {
      #expect(
        SendingRules(way, money: .none).takesRepetitions
          == [.replayable, .replacing].contains(way))
    }
  }

  @Test(
    "A refusal is final where a look-up could not say more",
    arguments: [
      (WayOfSending.replayable, MoneyDirection.none, true, true),
      (.replayable, .incoming, false, false),
      (.replacing, .outgoing, true, true), (.onceByNature, .outgoing, true, false),
      (.findable, .none, true, false), (.findable, .outgoing, false, false),
      (.findable, .incoming, false, false), (.blind, .outgoing, true, false),
    ])
  func aRefusalIsFinalWhereALookUpCouldNotSayMore(
    _ way: WayOfSending, _ money: MoneyDirection, _ atFirst: Bool, _ later: Bool
  ) {
    let rules = SendingRules(way, money: money)
    #expect(rules.isFinal(refusalAtFirst: true) == atFirst)
    #expect(rules.isFinal(refusalAtFirst: false) == later)
  }

  @Test("Where a target shows whether it was done no refusal is final", arguments: [true, false])
  func whereATargetShowsWhetherItWasDoneNoRefusalIsFinal(_ isFirstAttempt: Bool) {
    for way in WayOfSending.allCases {
      let rules = SendingRules(way, money: .outgoing, looksFirst: true)
      let isShown = way == .onceByNature || way == .replacing
      #expect(rules.isShownByTarget == isShown)
      #expect(rules.looksAtRefusals == (isShown || way == .replayable))
      if isShown {
        #expect(!rules.isFinal(refusalAtFirst: isFirstAttempt))
      }
    }
  }

  @Test("Of money the API's word on a key that does nothing new is looked at, too")
  func theWordOnAKeyThatDoesNothingNewIsLookedAt() {
    let rules = SendingRules(.replayable, money: .incoming, looksFirst: true)
    #expect(!rules.isFinal(refusalAtFirst: true) && !rules.isFinal(refusalAtFirst: false))
  }

  @Test("A second request may count where money moves and only a look-up finds the first one")
  func aSecondRequestMayCount() {
    for way in WayOfSending.allCases {
      #expect(SendingRules(way, money: .outgoing).mayCountTwice == (way == .findable))
      #expect(!SendingRules(way, money: .none).mayCountTwice)
    }
  }
}
