"""Owns the words around a caller's matter: they frame an errand (who calls, what they want) and name no matter alone.

It must not know any matter. A matter that a directory spells with nothing but such words is found all the same.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LITTLE = _words(
    """
    jag du han hon den det vi ni de dem dom mig mej dig dej honom henne oss er min mitt mina din ditt dina sin sitt
    sina hans hennes dess vår vårt våra ert era deras någon nån något nåt några annan annat andra alla allt all hela
    varje var vars vad vem vems vilka vilken vilket som när hur varför där här hit dit då nu sen sedan redan ännu än
    bara också även igen inte ej aldrig alltid ofta ibland lite mycket mer mest fler flera många få en ett denna
    detta dessa och eller men utan att om så för till från av med i på under över efter före innan mot genom kring
    enligt åt ut in upp ner ned bort hem hemma ute inne uppe nere borta tillbaka ur hos via inom per samt plus ja
    nej jo jaha tack snälla är varit vara blir blev blivit bli har hade haft ha får fick fått kan kunde kunnat kunna
    ska skall skulle vill ville velat vilja måste bör borde brukar behöver behövde behöva tänker tror vet visste
    veta the a an and or of to for from on at with about by is are was were be been has have had do does did can
    could will would should may might must you he she it we they me him her us them my your his its our their this
    that these those who whom whose what which where when why how not no yes some any someone somebody something
    there here please thanks hi hello hej hejsan hallå hallo tjena god morgon dag klockan
    """
)
"""Words that say nothing by themselves, in both languages."""

CALLERS = _words(
    """
    kund kunden kunder kunderna kundens medborgare medborgaren invånare invånaren person personen människa människor
    dam damen kvinna kvinnan tjej tjejen man mannen kille killen herre herren gubbe tant pensionär privatperson
    uppringare uppringaren inringare inringaren folk granne grannen grannar grannarna grannens dotter dottern
    dotterns son sonen sonens barn barnet barnens barnen mamma mamman mammas pappa pappan pappas mor far förälder
    föräldrar fru frun maken make mormor morfar farmor farfar släkting anhörig anhöriga kommunen kommun kommunens
    telefon telefonen customer caller citizen lady people someone
    """
)
"""Who calls, and for whom."""

ASKING = _words(
    """
    spelar spela spelade eldar elda eldat smakar smaka
    samtal samtalet linjen luren tråden någonting nånting saken sak grej grejen fall fallet gäller gällande angående
    ang rörande beträffande re ringer ringde ringt ringa söker sökte sökt frågar frågade fråga undrar undrade undra
    klaga klagar klagade klagat klagomål prata pratar snacka tala talar talat höra hör hörde kontakta kontakt nå nås
    komma kommer kom koppla kopplar kopplas kopplad skicka skickar hjälpa hjälper hjälp hjälpte svarar svara svarade
    ansvarar ansvara ansvarig ansvariga ansvarige sköter sköta handlägger handlägga hanterar hantera håller hålla
    jobbar jobba arbetar arbeta tar ta tog hand besvarar känner kunnig rätt fel problem bekymmer besvär synpunkt
    synpunkter åsikt åsikter missnöjd arg ledsen orolig upprörd glad anmäla anmäler anmälde anmält rapportera
    rapporterar felanmäla felanmäler säga säger sa sagt berätta berättar meddela meddelar lämna lämnar lämnade
    ansöka ansöker ansökt söka beställa beställer beställt boka bokar bokat avboka avbokar ändra ändrar ändrat
    betala betalar betalat överklaga överklagar starta börja börjar sluta slutar slutat köpa köper köpt sälja hyra
    hyr fixa fixar göra gör gjorde gjort gjorts finns fanns funnits ligger ligga låg stå står stod sitter sitta går
    gå gick gått åka åker åkt åkte köra kör hända hänt händer hittat hitta hittar hittade se ser såg sett läsa läser
    läst skriva skriver skrivit fyller fylla fungerar fungera funkar funka trasig trasigt trasiga sönder kaputt
    dålig dåligt dåliga ny nytt nya gammal gammalt gamla stor stort stora liten litet små bra viktig viktigt
    brådskande bråttom akut idag imorgon igår ikväll just genast direkt snart länge sent tidigt veckan dagen år året
    månad månaden vecka gång gånger tid tider öppet öppettider öppen stängt telefontid telefontider nummer numret
    information info upplysning upplysningar råd besked ärende ärendet ärenden ärendena matter angelägenhet frågor
    frågorna frågan wants want wanted call calls calling called ask asks asking asked question questions complain
    complains complaint talk speak speaks help wonder wonders wondering regarding concerning handle handles handling
    responsible charge takes take care deals deal get got need needs looking apply applying report reports reporting
    book booking order pay paying broken new old problems issue issues kört körde körs körd körda hämta hämtar
    hämtat hämtade hämtas hämtats hämtad tömma tömmer tömt tömde töms tömts tömd kommit luktar lukta luktade stinker
    illa lyser lyste lysa slocknat slocknade släckt rinner rann runnit läcker läckte ramlat ramlade ramlar faller
    föll fallit fallen legat satt stått hänger hängt kastat kastar kastade kasta slänga slänger slängt bygga bygger
    byggt byggde byggs flytta flyttar flyttat flyttade bo bor bott bodde byta byter bytt bytte saknar saknas saknade
    tappat tappade tappa förlorat glömt glömde missat missade skickat skickade fyllt ifyllt svarat tagit tas ges ger
    gav gett dött död dog föddes född stulen stulit snattat kräver kräva krävs krävde tycker tyckte tyckt anser
    menar menade mena påstår hävdar förstår förstod förstå bråkar stör störs störd förstört förstör förstörd skadat
    skadad skadats tagits lagt lägger lagd lägga satts sätter sätta ställt ställer ställa dragit drar dra höjt höjer
    höjts sänkt stängd stängda öppnat öppnar öppna stänger stänga lovat lovade lova väntar väntat väntade vänta
    dröjer dröjt orkar klarar klarat klara försökt försöker försöka behövt använda använder använt visa visar visat
    besöka besöker besökt träffa träffar träffat hälsar avsluta avslutar avslutat säg upphört upphöra avbryta
    avbryter förlänga förlänger förnya förnyar hjälpt springer sprungit sprang springa bita biter bitit bitet dricka
    äta äter ätit bajsar bajsat full fulla tom tomt tomma smutsig smutsigt smutsiga ful fula fin fina hög högt höga
    lågt låga långt långa kort kortare snabb snabbt snabbare halv halva dubbel dubbelt felaktig felaktigt felaktiga
    rädd sjuk sjuka sjukt gratis dyr dyrt dyra billig billigt egen eget egna nyinflyttad förra nästa sista första
    tredje månader veckor dagar timmar timme minuter broke leaks leaking smells fell missing lost moved moving live
    lives living build buy sell rent collect collected collection empty emptied dirty dangerous loud dead
    """
)
"""What callers want done, and how they feel about it: none of it says what the errand is about."""

OFFICE = _words(
    """
    plats platsen platser ingen inget inga ansökan ansökning ansökningar ansökningen anmälan anmälningar blankett
    blanketter handlingar handling beslut beslutet intyg avgift avgifter avgiften avgifterna taxa taxan taxor
    kostnad kostnader kostnaden pris priser priset regler regeln regel process processen bokning bokningar
    beställning beställningar uppgift uppgifter handläggning rådgivning service tjänst tjänster expert experter jour
    enhet enheten kontor kontoret avdelning avdelningen förvaltning förvaltningen grupp gruppen team teamet sektion
    sektionen kö kön lista listan application form fee fees cost price office department unit handler officer
    services
    """
)
"""What there is of every matter: after one, or before it, it changes nothing of whom it goes to (bygglovsavgift)."""

AGENTS = _words(
    """
    handläggare handläggaren handläggarna samordnare samordnaren ansvarig ansvariga administratör administratören
    assistent assistenten ingenjör ingenjören inspektör inspektören konsulent konsulenten rådgivare rådgivaren
    sekreterare sekreteraren strateg strategen chef chefen chefer expert experten specialist specialisten utredare
    utredaren personal personalen killen tjejen folket människan människor
    """
)
"""Who does something with a matter, as the end of a compound: lovhandläggare."""

PLACING = _words(
    """
    vid utanför bredvid intill nära bakom framför mittemot runt omkring nedanför ovanför längs mellan invid near
    outside behind beside opposite around between
    """
)
"""Words before a place where something is, which is not what the errand is about: "en lampa vid biblioteket"."""

HEADS = OFFICE | AGENTS | _words("fråga frågor ärende ärenden problem klagomål information info hjälp tider felanmälan")
"""What a compound may end with and still be of the matter before it."""

WITHIN = _words("på i on in at")
"""Little words that may be before a place, or before the matter itself."""

FRAMING = LITTLE | CALLERS | ASKING | PLACING
_APPLYING = _words(
    """
    ansöka ansöker ansökt söka söker sökt anmäla anmäler anmält felanmäla felanmäler felanmälan rapportera rapporterar
    beställa beställer beställt boka bokar bokat avboka avbokar ändra ändrar hyra hyr överklaga överklagar betala
    betalar klaga klagar klagomål synpunkt synpunkter fråga frågor frågan frågorna info information upplysning
    upplysningar ärende ärenden apply applying report reporting book booking order pay paying question questions
    complaint
    """
)
_TELLING_WITH_OTHERS = _words("handling handlingar service services tjänst tjänster")
OPTIONAL = (OFFICE - _TELLING_WITH_OTHERS) | _APPLYING
"""Words that a matter may be spelled with and that needn't be said: "ansökan om bygglov" is bygglov. What is left of it
has to be the matter: "hjälp i hemmet" is not whatever is at home, nor "allmänna handlingar" all that is public."""
