"""Owns the short names that Swedes go by, and the spellings of one name that neither letters nor sound bring together.

What sounds alike (Erik and Eric, Sofia and Sophia) is `folding.sound`'s business and not listed; a name listed here
stands for all that sound like it. Double names stand as one word, as in the index. Names are folded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from directory.folding import sound

# The name that is used, and the names it is short for.
_SHORT_FOR = """
abbe albert albin abraham
adde adam
affe alf alfred
agge agneta
alex alexander alexandra
ami annmarie
anki annkristin annkatrin annkarin
annki annkristin annkatrin
ante andreas anders
babban barbro
babs barbro barbara
basse sebastian bertil
bea beatrice beata
becka rebecka
bella isabella
bengan bengt
benke bengt
benne bengt benjamin
berra bertil bert
bettan elisabet berit
bibbi birgitta birgit
biggan birgitta birgit
birre birger
bitte birgitta brigitte
bobban barbro
bosse bo
britta birgitta
brittan britt birgitta
calle karl
challe charles karl
charlie charlotte charles karl
chrille kristian kristoffer krister
chris kristian kristina kristoffer krister
cia cecilia
cilla cecilia pernilla
cissi cecilia
dagge dag daniel
danne daniel
ebban ebba
edde edvard edvin
ellan ella elin
elsa elisabet
emmy emelie emilia
emsan emma emelie
fabbe fabian
fia sofia
figge filip
fille filip
frasse frans
fredde fredrik
frippe fritiof
gabbe gabriel
gabbi gabriella
gittan birgitta
greta margareta
gullan gunilla gudrun
gunsan gunilla
guran goran
gurra gustav
hampa hampus
hampe hampus
hanna johanna
hasse hans
henke henrik
ia maria
ina karolina katarina
ingis ingrid
isa isabella isabelle
isse ismail isak
jack jakob
jacke jakob
janne jan janolof janerik jananders
jeppe jesper
jerka erik jerker
jocke joakim
jogge jorgen joakim
johnny john johan
jojje georg jorgen
jompa joakim
jonna johanna
jonte jonatan jon
jossan josefin
julle julius
kaj karl
kajsa katarina karin
kalle karl
karro karolina
katta katarina
kattis katarina katrin
kenta kent kenneth
kia kristina
kicki kristina kristin
kim joakim
kina kristina
kinna kristina
kjelle kjell
klabbe klas
klasse klas
koffe kristoffer
kricke krister kristian
krille kristian kristoffer krister
kurre kurt
lasse lars larserik larsgoran larsolof
leffe leif
lelle lennart
lena helena magdalena
lia amalia
lill lillemor lilian
lillan lilian lillemor
lina karolina
linkan linnea linda
linn linnea
lisa elisabet
lisbet elisabet
lollo charlotte louise
lotta charlotte liselott annlott
lottis charlotte
ludde ludvig
mackan markus
maddan madeleine
maddis madeleine
magda magdalena
maggan margareta
magge magnus
maggie margareta
maja maria
majsan maj
malin magdalena
malla malin
mange magnus
manne emanuel herman
masse mats markus
matte mats mattias
max maximilian
mia maria marie
mickan mikaela
micke mikael
milla camilla
mimmi maria
mina vilhelmina
molle morgan
mona monika
musse mustafa
nalle bjorn
netta agneta anette
nettan agneta anette
nickan niklas monika annika
nicke niklas
nicki nikolina
nicko niklas
nilla pernilla gunilla
nina kristina
nisse nils nilserik
ola olof
olle olof
osse oskar
palle pal paul
patte patrik
peggy margareta
pelle per perolof pererik peranders
perik pererik
perra per
petra petronella
pia maria
putte per
rabbe robert
raffe rafael
ragge ragnar
ralle rasmus rafael
rasse rasmus
rickan rikard
ricke rickard
ricky rikard
rille rickard
rita margareta
robban robert robin
roffe rolf
rogge roger
rolle roland rolf
ronny ronald
rulle rune rudolf
sam samuel
samme samuel
sandra alexandra
sanna susanna
sanne susanna
sassa susanna alexandra
sebbe sebastian
sicke sigvard
sigge sigvard sigurd sigfrid
simme simon
sofi sofia
steffe stefan
steffo stefan
stickan stig
stina kristina kerstin
stoffe kristoffer
suss susanna
sussi susanna susanne
svenne sven
tessan teresia therese
tilda matilda
tina kristina martina
titti birgitta
tobbe tobias torbjorn
toffe kristoffer
tolle torsten
tom tomas
tommy tomas
tompa tomas
tony anton
torre tore tord
totta charlotte
totte torsten torbjorn
uffe ulf
ulla ulrika
ulle ulf ulrika
ullis ulla
vickan viktoria
vicke viktor
vicky viktoria
ville vilhelm
viv vivianne
vivi vivianne viveka
wille vilhelm william
zacke zakarias
"""

# One name, spelled so differently that the sound of its letters doesn't tell.
_SAME_NAME = """
ahmed ahmad ahmet
annkristin annkristine
aron aaron
bjorn bjoern
elisabet elizabeth
fatima fatma fatemeh
goran joran
hassan hasan
hussein hossein husein
johan johann
josef yousef yusuf youssef
katarina ekaterina katrina
lovisa louise lovise
margareta margreta margret margarita
marie maria
matteus matheus
mikael michael mikail
mohammed mohamed mohammad mohamad muhammad muhammed muhamed mehmet
natalie natalia nathalie
olof olav olaf
pal paul
per pehr peer peder par
peter petter
sara zahra
stefan stephan steven
susanna susanne susann
terese teresia
tore thore
viveka vibeke
"""


def _related() -> Mapping[str, frozenset[str]]:
    """By how a name sounds, the names that go with it: "kalle" gives karl, and by its sound so does "calle"."""
    related: defaultdict[str, set[str]] = defaultdict(set)
    for line in _SHORT_FOR.strip().splitlines():
        short, *names = line.split()
        for name in names:
            related[sound(short)].add(name)
            related[sound(name)].add(short)
    for line in _SAME_NAME.strip().splitlines():
        same = line.split()
        for name in same:
            related[sound(name)].update(other for other in same if other != name)
    return {name: frozenset(others) for name, others in related.items()}


_RELATED = _related()


def related_names(folded: str) -> frozenset[str]:
    """The names that someone called so may be registered under, or go by: "kalle" gives karl."""
    return _RELATED.get(sound(folded), frozenset())
