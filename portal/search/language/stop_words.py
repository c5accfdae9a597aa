"""Words that only hold a question together: nobody looks for them. Pure."""

from portal.search.language.folding import folded

_GERMAN = """
ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bekomme
bekommen bin bis bitte brauche brauchen braucht da dafür damit dann darf das dass dein deine dem
den denn der des dessen deshalb die dies diese diesem diesen dieser dieses doch dort du durch dürfen
ein eine einem einen einer eines er es etwas euch euer finde finden findet für gab geben gehe gehen
geht gerne gibt habe haben hat hatte hätte hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in
ins ist ja jede jedem jeden jeder jemand jetzt kann kannst kein keine keinen kommt können könnte
machen macht man mein meine meinem meinen meiner mich mir mit möchte möchten muss müssen nach nicht
noch nun nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind so soll sollen sollte
suche suchen über um und uns unser unsere unter viel vom von vor wann war warum was weil welche
welchem welchen welcher welches wem wen wenn wer werde werden wie wieso will wir wird wo wofür woher
wohin wollen wozu wurde würde zu zum zur zwischen
"""
_ENGLISH = """
a an and are at can do does find for from get have help how i in is it me my need of on or please
that the there this to want we what when where which who why will with you your
"""
STOP_WORDS = frozenset(folded(word) for word in f"{_GERMAN} {_ENGLISH}".split())
OPERATORS = frozenset({"AND", "OR", "NOT", "UND", "ODER", "NICHT"})
"""What other search engines take for commands: here they are nothing."""
