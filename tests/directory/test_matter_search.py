"""Whom a matter leads to in the example municipality: what is sure, what is only offered, what leads nowhere (S3)."""

from __future__ import annotations

import pytest

from services.ports import MatterMatch, MattersFound
from tests.bot.house import example_directory

# What is said, and the one function that it is for. Nothing else may be given as certain.
SURE = {
    "group:bygglov": """
        bygglov | Bygglov? | bygglovet | byggloven | bygglovens | bygg lov | lovhandläggare | bygglovshandläggaren
        bygglovsfrågor | bygglovsavgiften | bygglovsansökan | ansökan om bygglov | bygglov för en altan
        grannens altan | attefallshuset
        hej jag undrar vem som handlägger bygglov | building permit for a garage | byggkontoret | rivningslov tack
        """,
    "group:avfall": """
        kunden vill klaga på sophämtningen | de har inte hämtat soporna | soptunnan är inte tömd | sopbilen kom inte
        grovsopor | sophamtning | who is responsible for garbage collection | asbest i taket | var ligger tippen
        sop hämtning | hämtning av sopor
        """,
    "group:gata": """
        någon har kört sönder en vägskylt | lampan på gatan är trasig | gatlampan utanför biblioteket lyser inte
        de har inte plogat vår väg | det är inte snöröjt | hål i vägen | vägen är hal | klotter på skolan
        ett träd har fallit över vägen | lekplatsen | street lights
        """,
    "group:parkering": """
        parkeringstillståndet | kunden har fått p-böter | parkeringstillstånd för rörelsehindrade
        parkering vid biblioteket
        han har parkerat fel | boendeparkeringen | parkerings tillstånd | handikapparkering
        """,
    "group:barnomsorg": """
        dagis | dagisplats | söka dagisplats till dottern | förskoleplatser | forskoleplats | foerskoleplats
        plats på förskola | plats i förskolan | fritids | barnomsorgsavgift
        """,
    "group:aldre": """
        hemtjänst | hemtjänsten kom inte till mamma | plats på äldreboende | trygghetslarmet | matlådor till pappa
        """,
    "group:vatten": """
        vattenläcka | vattenläckor | vatten | det finns inget vatten i kranen | brunt vatten | vattnet är brunt
        vatten och avlopp | dricksvattnet
        """,
    "group:faktura": """
        hon undrar om sin faktura | fakturor | fakturans | kunden har fått en påminnelse på en räkning | fakturafrågor
        kunden vill klaga på fakturan | who handles invoices? | autogiro
        """,
    "group:skolskjuts": """
        skolskjutsar | skol skjuts | skjuts till skolan | skolbussen kom inte | busskort | skolskjutshandläggare
        """,
    "group:fardtjanst": "färdtjänstansökan | fardtjanst | färdtjänst till sjukhuset | riksfärdtjänsten",
    "group:mottagning": """
        anmäla oro för grannens barn | orosanmälan | orosanmälningarna | socialbidrag | ekonomiskt bistånd
        """,
    "group:kansli": "gifta sig på rådhuset | diariet | registratorn | kommunfullmäktige | allmän handling",
    "group:bibliotek": "låna en bok | lånekortet | e-bok | biblioteket",
    "group:fritid": """
        boka simhallen | babysim | simskolan | boka lokal | hyra en lokal | sporthallen | föreningsbidragen
        """,
    "group:miljo": "enskilt avlopp | livsmedelsinspektören | matförgiftning | radonet | miljö",
    "group:konsument": "konsumentvägledaren | konsumentvägledning om en reklamation | reklamationen",
    "Sven-Olof Bäck": "lön | min lön är fel | lönebesked",
    "Eva Lind": "rekrytering | sommarjobb",
    "Johan Ek": "pressen | webbplatsen",
    "Zoë Lundqvist": "skuldsanering",
    "Katarina af Ekenstam": "rektor",
}

# What is said, and what is offered first: like it, and not sure.
OFFERED = {
    "group:bygglov": "hundbygglov | bygglv | byglovet | bygglo | kostigt bygglov | en eldstad nära ett bygglov",
    "group:parkering": "parkeringstilstånd | parkeringsautomat",
    "group:avfall": "sopphämtning | sophämntningen | sopstation",
    "group:fardtjanst": "riksfärtjänst | färdtjnst",
    "group:bibliotek": "pizza på biblioteket | en bänk vid biblioteket | bibliotket",
    "group:mottagning": "försörjning | bistånd",
    "group:vatten": "vattenpistol | vatenläcka",
    "Amir Haddad": "abonemang",
}

# What is said, and all that it is for.
SEVERAL = {
    "avlopp": {"group:miljo", "group:vatten"},
    "avloppet": {"group:miljo", "group:vatten"},
    "det luktar illa från avloppet": {"group:miljo", "group:vatten"},
    "stopp i avloppet": {"group:miljo", "group:vatten"},
    "faktura på bygglov": {"group:faktura", "group:bygglov"},
}

NOTHING = """
kunden vill ha en pizza | katt som sprungit bort | vem tar hand om skilsmässor | enhörningar | mobbning | 070-174 06 05
qwertyuiop | ? | kunden vill klaga | hej | en fråga | den | vad är klockan | solsken i Göteborg | journalist | åska
kunden är arg | who are you | tåget till Kalmar är sent | mitt bredband | pass och id-kort | körkort | anna svensson
"""


def _rows(table: dict[str, str]) -> list[tuple[str, str]]:
    said = ((right, line.split("|")) for right, lines in table.items() for line in lines.splitlines())
    return [(one.strip(), right) for right, several in said for one in several if one.strip()]


def _find(said: str) -> MattersFound:
    return example_directory().find_matters(said)


def _called(match: MatterMatch) -> str:
    person = match.function.person
    return match.function.id if person is None else example_directory().municipality.people[person].name


@pytest.mark.parametrize(("said", "right"), _rows(SURE))
def test_what_is_sure_is_the_one_answer(said: str, right: str) -> None:
    """S3: bent, in compounds, in two words, in whole sentences, by other words, without marks, in English."""
    assert [_called(match) for match in _find(said).matches] == [right]


@pytest.mark.parametrize(("said", "right"), _rows(OFFERED))
def test_what_is_only_like_it_is_offered(said: str, right: str) -> None:
    """S3: mistyped, begun, a part of a compound, or where something is: never given as certain."""
    found = _find(said)
    assert not found.matches
    assert right == _called(found.nearest[0])


@pytest.mark.parametrize("said", SEVERAL)
def test_what_several_answer_for_gives_them_all(said: str) -> None:
    """S3: nobody is chosen for the operator."""
    assert {_called(match) for match in _find(said).matches} == SEVERAL[said]


@pytest.mark.parametrize("said", [one.strip() for one in NOTHING.replace("\n", "|").split("|") if one.strip()])
def test_what_nobody_answers_for_leads_nowhere(said: str) -> None:
    """S3: whatever frames it; neither as certain nor as an offer that makes no sense."""
    assert _find(said) == MattersFound()


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("det läcker vatten på gatan", "group:vatten"),
        ("parkering på biblioteket", "group:parkering"),
        ("fel på fakturan för sophämtning", "group:avfall"),
    ],
)
def test_of_several_what_it_is_about_comes_before_where_it_is(said: str, first: str) -> None:
    """S3: the first of them is what is read aloud."""
    found = _find(said).matches
    assert _called(found[0]) == first
    assert len(found) > 1


@pytest.mark.parametrize("said", ["kommunens facebook", "kommunens reception", "kommunen"])
def test_a_word_for_who_calls_alone_leads_nowhere_as_certain(said: str) -> None:
    """S3: "synpunkt på kommunen" is no matter of whatever else is the municipality's."""
    assert _find(said).matches == ()


@pytest.mark.parametrize(
    ("said", "right"), [("kommunens sporthallar", "group:fritid"), ("synpunkt på kommunen", "group:kansli")]
)
def test_whose_it_is_hides_no_matter(said: str, right: str) -> None:
    """S3: everything here is the municipality's."""
    assert [_called(match) for match in _find(said).matches] == [right]


@pytest.mark.parametrize(
    "said",
    [
        *("offentlig upphandling", "offentlig toalett", "allmänna val", "allmän pension", "musik på äldreboendet"),
        *("my home was burgled", "mobility", "plantera träd", "bredband i hemmet"),
    ],
)
def test_a_word_of_a_matter_that_tells_little_alone_is_not_certain(said: str) -> None:
    """S3: "allmänna handlingar" is no matter of all that is public, nor "hög musik" of all music."""
    assert _find(said).matches == ()


def test_whose_own_matter_it_is_like_is_offered_before_a_group_that_it_is_less_like() -> None:
    """S3: a group leaves no room for people only where it is as sure."""
    assert _called(_find("strandskyddsdispens").nearest[0]) == "Åsa Berg"
