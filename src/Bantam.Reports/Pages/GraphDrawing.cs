using System.Globalization;
using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Reports.Charts;
using Bantam.Tensors;

namespace Bantam.Reports.Pages;

/// <summary>
/// A graph as a drawing: nodes in rows, each below what it needs. Of a large graph the boxes are layers: nodes with one name before the
/// last slash.
/// </summary>
internal static class GraphDrawing
{
    private const int MostNodes = 150, MostBoxes = 600, BoxHeight = 40, RowGap = 26, Gap = 18;
    private const double Letter = 6.4;

    /// <summary>Draws a graph; a sentence where it is too large.</summary>
    public static string Draw(Graph graph)
    {
        var boxes = Boxes(graph, isGrouped: graph.Nodes.Count > MostNodes);
        if (boxes.Count > MostBoxes) return new Markup().Text("p", $"It has {graph.Nodes.Count} nodes, too many to draw.").ToString();
        Place(boxes);
        var width = boxes.Max(b => b.X + b.Width) + Gap;
        var height = boxes.Max(b => b.Y) + BoxHeight + Gap;
        var svg = new Markup();
        svg.In(
            "svg",
            [
                ("class", "chart"), ("width", width), ("height", height), ("role", "img"), ("aria-label", "The graph"),
                ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width:0} {height:0}")),
            ],
            () =>
            {
                foreach (var box in boxes)
                    foreach (var source in box.Sources) Edge(svg, source, box);
                foreach (var box in boxes) Draw(svg, box);
            });
        return svg.ToString();
    }

    private static List<Box> Boxes(Graph graph, bool isGrouped)
    {
        var boxes = new List<Box>();
        var makers = new Dictionary<Value, Box>();
        foreach (var input in graph.Inputs) boxes.Add(makers[input] = new Box(input.Name, Text(input.Kind), "", true));
        var layers = new Dictionary<string, Box>();
        foreach (var node in graph.Nodes)
        {
            var name = isGrouped && node.Name.LastIndexOf('/') is > 0 and var at ? node.Name[..at] : node.Name;
            if (!layers.TryGetValue(name, out var box)) boxes.Add(layers[name] = box = new Box(name, "", node.Operator.Name, false));
            else if (!box.Operator.Contains(node.Operator.Name, StringComparison.Ordinal)) box.Operator += $", {node.Operator.Name}";
            foreach (var output in node.Outputs) makers[output] = box;
            if (node.Outputs is [var first, ..]) box.Type = Text(first.Kind);
            box.Parameters += node.Inputs.Sum(i => (long?)i?.Variable?.Type.Shape.ElementCount ?? 0);
            var bodies = node.Operator is SubgraphOperator outer ? outer.Bodies.Count : 0;
            if (bodies > 0) box.Operator += $" ({bodies} {(bodies == 1 ? "body" : "bodies")})";
            foreach (var source in node.Inputs.OfType<Value>())
                if (makers.TryGetValue(source, out var maker) && maker != box && !Reaches(box, maker))
                    box.Sources.Add(maker);
        }

        foreach (var output in graph.Outputs)
        {
            var box = new Box(output.Name, Text(output.Kind), "", true);
            if (makers.TryGetValue(output, out var maker)) box.Sources.Add(maker);
            boxes.Add(box);
        }

        return boxes;
    }

    /// <summary>Nodes of one layer may lie before and behind another; an edge that would close a circle is left out.</summary>
    private static bool Reaches(Box from, Box to)
    {
        var (open, seen) = (new Stack<Box>([to]), new HashSet<Box>());
        while (open.TryPop(out var next))
        {
            if (next == from) return true;
            if (seen.Add(next)) foreach (var source in next.Sources) open.Push(source);
        }

        return false;
    }

    /// <summary>Rows by the longest way from an input; in a row by the middle of what a box reads.</summary>
    private static void Place(List<Box> boxes)
    {
        var rows = new Dictionary<Box, int>();
        foreach (var box in boxes) RowOf(box);
        var order = boxes.GroupBy(RowOf).OrderBy(r => r.Key).Select(r => r.ToList()).ToList();
        var widest = order.Max(r => r.Sum(b => b.Width + Gap));
        for (var row = 0; row < order.Count; row++)
        {
            var line = order[row].OrderBy(b => b.Sources.Count == 0 ? 0 : b.Sources.Average(s => s.X + (s.Width / 2))).ToList();
            var x = Gap + ((widest - line.Sum(b => b.Width + Gap)) / 2);
            foreach (var box in line)
            {
                (box.X, box.Y) = (x, Gap + (row * (BoxHeight + RowGap)));
                x += box.Width + Gap;
            }
        }

        int RowOf(Box box)
        {
            if (rows.TryGetValue(box, out var known)) return known;
            var open = new Stack<Box>([box]);
            while (open.TryPeek(out var next))
            {
                if (next.Sources.FirstOrDefault(s => !rows.ContainsKey(s)) is { } missing) open.Push(missing);
                else
                {
                    rows[next] = next.Sources.Count == 0 ? 0 : next.Sources.Max(s => rows[s]) + 1;
                    open.Pop();
                }
            }

            return rows[box];
        }
    }

    private static void Edge(Markup svg, Box from, Box to)
    {
        var (x, y, x2, y2) = (from.X + (from.Width / 2), from.Y + BoxHeight, to.X + (to.Width / 2), to.Y);
        var middle = (y + y2) / 2;
        svg.Add("path", ("class", "edge"), ("d", string.Create(
            CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}C{x:0.#} {middle:0.#} {x2:0.#} {middle:0.#} {x2:0.#} {y2:0.#}")));
    }

    private static void Draw(Markup svg, Box box)
    {
        svg.In(
            "rect",
            [("class", box.IsEnd ? "node io" : "node"), ("x", box.X), ("y", box.Y), ("width", box.Width), ("height", BoxHeight), ("rx", 8)],
            () => svg.Text("title", $"{box.Name} {box.Operator} {box.Type}"));
        svg.Text("text", box.First, ("class", "on middle"), ("x", box.X + (box.Width / 2)), ("y", box.Y + 17));
        svg.Text("text", box.Second, ("class", "middle"), ("x", box.X + (box.Width / 2)), ("y", box.Y + 32));
    }

    private static string Text(ValueKind kind) => kind.IsUnknown ? "?" : kind.ToString()!;

    private sealed class Box(string name, string type, string op, bool isEnd)
    {
        private const int MostLetters = 40;

        public string Name => name;

        public string Type { get; set; } = type;

        public string Operator { get; set; } = op;

        public bool IsEnd => isEnd;

        public long Parameters { get; set; }

        public HashSet<Box> Sources { get; } = [];

        public double X { get; set; }

        public double Y { get; set; }

        public string First => Short(isEnd ? name : Operator.Contains(',', StringComparison.Ordinal) ? name : Operator);

        public string Second => Short(Parameters == 0 ? Type : $"{Type} · {Markup.Number(Parameters)}");

        public double Width => Math.Max(Math.Max(First.Length, Second.Length) * Letter, 60) + 16;

        private static string Short(string text) => text.Length <= MostLetters ? text : $"{text[..(MostLetters - 1)]}…";
    }
}
