// Reads queries in Kusto's language with Microsoft's own reader, each against the tables that Azure declares: what is wrong in them,
// and what columns come out. Takes {"tables": {NAME: SCHEMA}, "queries": {NAME: TEXT}} on standard input; answers in JSON.
"use strict";

global.window = global; // Where the reader, which is written for browsers, looks for itself.
require("@kusto/language-service-next/bridge.min.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");

const { GlobalState, KustoCode, Symbols } = global.Kusto.Language;
const { tables, queries } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const listed = (list) => Array.from({ length: list.Count }, (_, place) => list.getItem(place));

const declared = Object.entries(tables).map(([name, schema]) => new Symbols.TableSymbol.$ctor7(name, schema, ""));
const state = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1("workspace", declared));

const read = Object.entries(queries).map(([name, text]) => {
  const code = KustoCode.ParseAndAnalyze(text, state);
  const columns = code.ResultType ? listed(code.ResultType.Columns).map((column) => column.Name) : [];
  return [name, { faults: listed(code.GetDiagnostics()).map((fault) => fault.Message), columns }];
});
process.stdout.write(JSON.stringify(Object.fromEntries(read)));
