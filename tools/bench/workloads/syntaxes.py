"""How each engine writes a field, a loop and a condition; Reference writes the data itself."""
from wordml import par, run, tc, tr


class Syntax:
    """A scope is whatever the syntax needs to name a value; the root scope is root()."""
    o, c = "{", "}"

    def root(self, data):
        return None

    def var(self, scope, name):
        return f"{self.o}{name}{self.c}"

    def par_loop(self, scope, name, body):
        return (par(run(f"{self.o}#{name}{self.c}")) + body(None)
                + par(run(f"{self.o}/{name}{self.c}")))

    def row_loop(self, scope, name, row):
        # tags go inside the first and last cell of the row
        return row(None, f"{self.o}#{name}{self.c}", f"{self.o}/{name}{self.c}")

    def if_else(self, scope, name, yes, no):
        o, c = self.o, self.c
        return (run(f"{o}#{name}{c}") + yes + run(f"{o}/{name}{c}")
                + run(f"{o}^{name}{c}") + no + run(f"{o}/{name}{c}"))


class Mustache(Syntax):
    o, c = "{{", "}}"


class EasyTemplateX(Syntax):
    def if_else(self, scope, name, yes, no):
        # no inverse section: the driver adds the flag khong_<name> to the data beforehand
        o, c = self.o, self.c
        return (run(f"{o}#{name}{c}") + yes + run(f"{o}/{name}{c}")
                + run(f"{o}#khong_{name}{c}") + no + run(f"{o}/khong_{name}{c}"))


class DocxTemplates(Syntax):
    def root(self, data):
        return ""

    def var(self, scope, name):
        return "{" + scope + name + "}"

    def par_loop(self, scope, name, body):
        v = "v_" + name
        return (par(run("{FOR " + v + " IN " + scope + name + "}")) + body(f"${v}.")
                + par(run("{END-FOR " + v + "}")))

    def row_loop(self, scope, name, row):
        v = "v_" + name

        def cmd_row(text):
            return tr(tc(9000, par(run(text), indent=False), span=5))
        return (cmd_row("{FOR " + v + " IN " + scope + name + "}") + row(f"${v}.", "", "")
                + cmd_row("{END-FOR " + v + "}"))

    def if_else(self, scope, name, yes, no):
        return (run("{IF " + scope + name + "}") + yes + run("{END-IF}")
                + run("{IF !" + scope + name + "}") + no + run("{END-IF}"))


class Carbone(Syntax):
    def root(self, data):
        return "d."

    def var(self, scope, name):
        return "{" + scope + name + "}"

    def par_loop(self, scope, name, body):
        key = "tieu_de" if name in ("phan", "muc") else {"doan": "noi_dung", "noi_nhan": "ten"}[name]
        return body(f"{scope}{name}[i].") + par(run("{" + f"{scope}{name}[i+1].{key}" + "}"))

    def row_loop(self, scope, name, row):
        tail = tr(tc(9000, par(run("{" + f"{scope}{name}[i+1].stt" + "}"), indent=False), span=5))
        return row(f"{scope}{name}[i].", "", "") + tail

    def if_else(self, scope, name, yes, no):
        v = scope + name
        return (run("{" + v + ":ifEQ(true):showBegin}") + yes + run("{" + v + ":showEnd}")
                + run("{" + v + ":ifEQ(true):hideBegin}") + no + run("{" + v + ":hideEnd}"))


class DocxTpl(Syntax):
    def root(self, data):
        return ""

    def var(self, scope, name):
        return "{{ " + scope + name + " }}"

    def par_loop(self, scope, name, body):
        v = "v_" + name
        return (par(run("{%p for " + v + " in " + scope + name + " %}")) + body(v + ".")
                + par(run("{%p endfor %}")))

    def row_loop(self, scope, name, row):
        v = "v_" + name

        def cmd_row(text):
            return tr(tc(9000, par(run(text), indent=False), span=5))
        return (cmd_row("{%tr for " + v + " in " + scope + name + " %}") + row(v + ".", "", "")
                + cmd_row("{%tr endfor %}"))

    def if_else(self, scope, name, yes, no):
        return (run("{%r if " + scope + name + " %}") + yes + run("{%r else %}") + no
                + run("{%r endif %}"))


class Reference(Syntax):
    """Renders the data directly."""

    def root(self, data):
        return data

    def var(self, scope, name):
        return scope[name]

    def par_loop(self, scope, name, body):
        return "".join(body(x) for x in scope[name])

    def row_loop(self, scope, name, row):
        return "".join(row(x, "", "") for x in scope[name])

    def if_else(self, scope, name, yes, no):
        return yes if scope[name] else no


SYNTAXES = {"mustache": Mustache(), "docxtemplater": Syntax(), "easy-template-x": EasyTemplateX(),
            "docx-templates": DocxTemplates(), "carbone": Carbone(), "docxtpl": DocxTpl()}
