using System.Globalization;
using System.Text;

namespace Bantam.Kernels;

/// <summary>Kernels as text that a person can read. Equal kernels print equal text, so snapshots and cache keys can use it.</summary>
public sealed class KernelPrinter
{
    private readonly Dictionary<Local, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _taken = [];
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>The text of a kernel.</summary>
    public static string Print(Kernel kernel)
    {
        var printer = new KernelPrinter();
        var parameters = kernel.Buffers.Select(b => $"{Access(b.Buffer!)}{b.Buffer!.Storage}* {printer.Name(b)}")
            .Concat(kernel.Sizes.Select(s => $"Index {printer.Name(s)}"));
        printer.Line(
            $"kernel {kernel.Name} for {kernel.Target.Name} ({string.Join(", ", parameters)}) "
            + $"tiles [{printer.Name(kernel.First)}, {printer.Name(kernel.Last)})");
        printer.Block(kernel.Body);
        return printer._text.ToString();
    }

    /// <summary>The text of an expression.</summary>
    public static string Print(Expr expr) => new KernelPrinter().Text(expr);

    private static string Access(KernelBuffer buffer) => buffer.Access switch
    {
        Kernels.Access.Read => "in ",
        Kernels.Access.Write => "out ",
        _ => "inout ",
    };

    private string Name(Local local)
    {
        if (_names.TryGetValue(local, out var name)) return name;
        name = local.Name;
        for (var i = 1; !_taken.Add(name); i++) name = local.Name + i.ToString(CultureInfo.InvariantCulture);
        return _names[local] = name;
    }

    private void Line(string text) => _text.Append(' ', 2 * _depth).Append(text).Append('\n');

    private void Block(IReadOnlyList<Statement> statements)
    {
        _depth++;
        foreach (var statement in statements) Print(statement);
        _depth--;
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                var declare = _names.ContainsKey(assign.Local) ? "" : assign.Local.Type + " ";
                var value = Text(assign.Value);
                Line($"{declare}{Name(assign.Local)} = {value}");
                break;
            case Store store:
                var count = store.Count is null ? "" : $" first {Text(store.Count)}";
                Line($"{Place(store.Pointer, store.Offset)} = {Text(store.Value)}{count}");
                break;
            case For loop:
                Line($"for {Name(loop.Counter)} = {Text(loop.From)} to {Text(loop.Limit)} step {Text(loop.Step)}");
                Block(loop.Body);
                break;
            case While loop:
                Line($"while {Name(loop.Condition)}");
                Block(loop.Body);
                break;
            case If branch:
                Line($"if {Text(branch.Condition)}");
                Block(branch.Then);
                if (branch.Otherwise.Count == 0) break;
                Line("else");
                Block(branch.Otherwise);
                break;
        }
    }

    private string Place(Expr pointer, int offset) => $"{Text(pointer)}[{offset.ToString(CultureInfo.InvariantCulture)}]";

    private string Text(Expr expr) => expr switch
    {
        Constant { Type: KernelType.F32 } constant => constant.Single.ToString("R", CultureInfo.InvariantCulture) + "f",
        Constant { Type: KernelType.F64 } constant => constant.Double.ToString("R", CultureInfo.InvariantCulture),
        Constant { Type: KernelType.Bool } constant => constant.Bits != 0 ? "true" : "false",
        Constant constant => constant.Bits.ToString(CultureInfo.InvariantCulture),
        Local local => Name(local),
        Parameter parameter => "$" + parameter.Index.ToString(CultureInfo.InvariantCulture) + ":" + parameter.Type,
        ElementIndex => "$index",
        LaneIndex => "lanes",
        Unary unary => unary.Op switch
        {
            UnaryOp.Neg => "-" + Text(unary.Operands[0]),
            UnaryOp.Not => "~" + Text(unary.Operands[0]),
            _ => Call(unary.Op.ToString(), unary),
        },
        Binary binary when Symbol(binary.Op) is { } symbol => $"({Text(binary.Operands[0])} {symbol} {Text(binary.Operands[1])})",
        Binary binary => Call(binary.Op.ToString(), binary),
        Compare compare => $"({Text(compare.Operands[0])} {Symbol(compare.Op)} {Text(compare.Operands[1])})",
        PointerAdd add => $"({Text(add.Operands[0])} + {Text(add.Operands[1])})",
        Load load => Place(load.Operands[0], load.Offset) + (load.Type.IsVector() ? ":v" : ""),
        Zip zip => Call($"Zip{(zip.Pairs ? "Pairs" : "")}{(zip.High ? "High" : "Low")}", zip),
        ShuffleLanes shuffle => Call($"Shuffle{string.Concat(shuffle.Pattern)}", shuffle),
        FoldLanes fold => Call("Fold" + fold.Op, fold),
        Cast cast => Call(cast.Type.ToString(), cast),
        _ => Call(expr.GetType().Name, expr),
    };

    private string Call(string name, Expr expr) => $"{name}({string.Join(", ", expr.Operands.Select(Text))})";

    private static string? Symbol(BinaryOp op) => op switch
    {
        BinaryOp.Add => "+",
        BinaryOp.Sub => "-",
        BinaryOp.Mul => "*",
        BinaryOp.Div => "/",
        BinaryOp.Rem => "%",
        BinaryOp.And => "&",
        BinaryOp.Or => "|",
        BinaryOp.Xor => "^",
        BinaryOp.ShiftLeft => "<<",
        BinaryOp.ShiftRight => ">>",
        BinaryOp.ShiftRightLogical => ">>>",
        _ => null,
    };

    private static string Symbol(CompareOp op) => op switch
    {
        CompareOp.Equal => "==",
        CompareOp.NotEqual => "!=",
        CompareOp.Less => "<",
        CompareOp.LessOrEqual => "<=",
        _ => "<u",
    };
}
