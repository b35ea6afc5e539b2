"""Owns the names that are so common in Sweden that whoever types one means it: Lena is no slip for Lina.

The municipality's own names are treated the same; this list is for the common ones that nobody there happens to have.
Names are folded.
"""

from __future__ import annotations

_FIRST = """
adam agneta ahmed albin alexander alexandra ali alice alva amanda amir anders andreas anette anita anja ann anna anne
anneli annika anton arne astrid axel barbro bengt bertil birgitta bjorn bo britt camilla carina carl caroline cecilia
charlotte christer christian christina christine claes daniel david dennis ebba edvin elias elin elisabeth ella ellen
elsa emelie emil emma erik erika eva fatima felix filip frans fredrik frida gabriel gerd goran greta gun gunilla gunnar
gustav hakan hanna hans hassan helen helena henrik hugo ida inga inger ingrid isabella isak ivar jakob jan jenny jens
jessica joakim johan johanna john jon jonas jorgen josef josefin julia karin karl karolina kenneth kent kerstin kjell
kristina lars lena lennart leif leo liam lina linda linn linnea linus lisa lotta louise love lova lovisa lucas magnus
maja malin margareta maria marianne marie marika marina markus martin martina mats matilda mattias mikael mia mikaela
mohamed moa mona monica nathalie nicklas niklas nils nina noah olga olivia olle olof oscar oskar ove par patrik paul per
pernilla peter petra pia rasmus rebecka richard rickard robert robin roger roland rolf ronny rosa rune rut saga samuel
sandra sara sebastian sigrid simon siri siv sofia sofie sonja stefan stig stina susanne sven therese thomas tim tina
tobias tom tommy torsten tove ulf ulla ulrika urban vera veronica victoria viktor vilma wilma yvonne zahra
"""
_FAMILY = """
ahlberg alm almgren andersson arvidsson asp axelsson bengtsson berg bergman berggren berglund bergqvist bergstrom bjork
bjorklund blom blomqvist borg carlsson claesson dahl dahlberg danielsson ek eklund ekman ekstrom eliasson engstrom
eriksson falk fors forsberg fransson fredriksson friberg gran granlund gunnarsson gustafsson hagg hall hansson hedberg
hedlund hedman hellstrom henriksson hermansson holm holmberg holmgren holmqvist hult isaksson jakobsson jansson
johansson jonasson jonsson karlsson lang larsson lind lindahl lindberg linden lindgren lindholm lindqvist lindstrom
ljung ljungberg lofgren lund lundberg lundgren lundin lundqvist lundstrom magnusson malm malmberg mansson martensson
martinsson mattsson moberg nilsson norberg nordin nordstrom noren nyberg nystrom oberg olofsson olsson ostlund palm
palmgren persson pettersson ros rosen samuelsson sand sandberg sandstrom sjoberg sjogren skog skoglund soderberg
soderstrom stahl strand strandberg strom stromberg sundberg sundqvist sundstrom svensson svard wall wallin wester
westerberg wikstrom ak akesson aberg astrom
"""

COMMON_NAMES = frozenset((_FIRST + _FAMILY).split())
