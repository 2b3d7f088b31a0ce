"""The words by which the parts of a name are told apart, all folded (see `fold`)."""

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


HONORIFICS: Final = _set("mr mrs ms miss sir lord lady dame dr doctor prof professor")
OFFICES: Final = _set(
    "president minister premier chancellor king queen prince princess emir sultan pope patriarch "
    "governor mayor senator speaker ambassador secretary_of_state"
)
TITLES: Final = (HONORIFICS | OFFICES) | _set(
    "archbishop bishop monsignor cardinal imam ayatollah mullah rabbi reverend father sheikh "
    "sheik general colonel major captain lieutenant sergeant corporal admiral brigadier marshal "
    "commander commandant comandante commander_in_chief chief_of_staff warlord leader chief head "
    "chairman chairwoman chairperson chair coordinator director founder spokesman spokeswoman "
    "spokesperson secretary undersecretary envoy representative delegate negotiator mediator "
    "lawmaker mp congressman congresswoman judge justice adviser advisor aide activist analyst "
    "diplomat official secretary_of_defense secretary_of_defence minister_of_state "
    "minister_of_defence minister_of_defense minister_of_foreign_affairs"
)
SHORT_TITLES: Final = dict(
    pair.split(":")
    for pair in _set(
        "msgr:monsignor gen:general col:colonel maj:major capt:captain lt:lieutenant sgt:sergeant "
        "adm:admiral brig:brigadier rev:reverend sen:senator gov:governor cmdr:commander "
        "pres:president"
    )
)
RANKS: Final = _set("former ex late vice deputy then acting assistant junior")
HEADS: Final = _set(
    "front movement party council union league alliance coalition commission assembly congress "
    "organisation organization committee brigade brigades ministry department federation bloc "
    "confederation agency bureau authority parliament senate junta faction network brotherhood "
    "secretariat command tribunal forum quartet community foundation society "
    "frente ejercito columna bloque comando comandos movimiento partido guardia milicias "
    "coordinadora fuerzas brigada consejo comite liga commands directorate"
)
"""Nouns by which an article calls back a longer name: *the Front*."""
BODIES: Final = HEADS | _set(
    "army armies navy military forces force militia militias battalion guard guards government "
    "governments administration cabinet authorities court group groups republic kingdom state "
    "states nation nations office service services police house palace regime wing radio "
    "television news fund bank church embassy university institute centre center mission staff "
    "delegation corps division conference summit board team panel resistance opposition emirate "
    "caliphate troops rebels guerrillas fighters insurgents militants separatists soldiers elders "
    "villagers residents officials sources leaders protesters people civilians mediators "
    "negotiators diplomats ministers generals commanders officers families clans tribes lawmakers "
    "deputies activists parties countries powers side sides factions loyalists paramilitaries "
    "exiles refugees captives hostages delegates representatives"
)
NO_FORENAMES: Final = _set(
    "north south east west northern southern eastern western central upper lower greater new "
    "united free saudi equatorial port fort camp mount lake saint san red white islamic national "
    "democratic"
)
PARTICLES: Final = _set("al el de la del da dos di bin ibn ben abu van der den von")
PREPOSITIONS: Final = _set("of for to in from at on with against under by")
SMALL: Final = PREPOSITIONS | _set("the and a an")
NAMELESS: Final = SMALL | _set(
    "into over between among after before about through without toward towards or but as "
    "i me my mine myself we our ours us ourselves you your yours yourself yourselves he him his "
    "himself she her hers herself it its itself they them their theirs themselves one ones oneself "
    "this that these those who whom whose which what both either neither each every all any some "
    "none many much most more few fewer several such same other others another latter former no "
    "anyone anybody everyone everybody someone somebody nobody "
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds thousand thousands million millions billion billions dozen dozens half "
    "first second third"
)
"""Articles, prepositions, pronouns and numbers: alone or together they name nobody."""
NAMES_IN_CAPITALS: Final = _set("us who")
"""Nameless in small letters; the *US* and the *WHO* are not."""
