using System.Globalization;
using Bantam.Kernels;
using Bantam.Plans;
using Bantam.Tensors;
using static Bantam.Targets.Text.SourceText;

namespace Bantam.Targets.Text;

/// <summary>
/// Writes kernels as functions, and plans as functions that call them, in a language with the syntax of C. What such languages say
/// alike is said here; a language is a class that overrides what it says in its own way. Expressions that are more than a word stand
/// in parentheses, so that nobody needs to know their precedence.
/// </summary>
/// <param name="text">Where the functions are written to.</param>
/// <param name="reserved">Names that the functions and their variables must not have.</param>
public abstract partial class SourceWriter(SourceText text, IReadOnlyCollection<string> reserved)
{
    private readonly SourceNames _functionNames = new(reserved);
    private readonly Dictionary<Kernel, string> _functions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Local, string> _locals = new(ReferenceEqualityComparer.Instance);
    private SourceNames _names = new(reserved);

    /// <summary>Where the functions are written to.</summary>
    protected SourceText Source => text;

    /// <summary>The kernel that is being written.</summary>
    protected Kernel Kernel { get; private set; } = null!;

    /// <summary>How a function with these parameters begins.</summary>
    protected abstract string Head(string name, IEnumerable<string> parameters);

    /// <summary>How the function of a plan begins.</summary>
    protected virtual string PlanHead(string name) => Head(name, []);

    /// <summary>How a local is declared: its type or a word, and its name.</summary>
    protected abstract string Declare(Local local, string name);

    /// <summary>How a parameter is declared.</summary>
    protected virtual string Parameter(Local local, string name) => Declare(local, name);

    /// <summary>A constant.</summary>
    protected abstract string Constant(Constant constant);

    /// <summary>The element at a pointer, widened to what kernels compute with.</summary>
    protected abstract string Read(Load load, string pointer);

    /// <summary>Stores a value, narrowed to the buffer's storage type.</summary>
    protected abstract void Write(Store store, string pointer, string value);

    /// <summary>A pointer moved by a number of elements.</summary>
    protected virtual string Move(string pointer, string elements) => $"({pointer} + {elements})";

    /// <summary>What a local is set to.</summary>
    protected virtual string Value(KernelType type, string value) => Bare(value);

    /// <summary>The next value of a loop's counter.</summary>
    protected virtual string Step(string counter, string step) => $"{counter} += {step}";

    /// <summary>One of two values.</summary>
    protected virtual string Choose(KernelType type, string condition, string then, string otherwise) =>
        $"({condition} ? {then} : {otherwise})";

    /// <summary>a · b + c.</summary>
    protected abstract string MultiplyAdd(KernelType type, string a, string b, string c);

    /// <summary>The bits of a value as the other type of their size.</summary>
    protected abstract string SameBits(KernelType from, KernelType to, string value);

    /// <summary>A value as another type.</summary>
    protected abstract string Convert(KernelType from, KernelType to, string value);

    /// <summary>An operation on one operand.</summary>
    protected abstract string Unary(UnaryOp op, KernelType type, string x);

    /// <summary>An operation on two operands.</summary>
    protected virtual string Binary(BinaryOp op, KernelType type, string a, string b) => $"({a} {Symbol(op)} {b})";

    /// <summary>A comparison.</summary>
    protected virtual string Compare(CompareOp op, KernelType type, string a, string b) => $"({a} {Symbol(op)} {b})";

    /// <summary>What only languages with vectors can say.</summary>
    protected virtual string Vector(Expr expr) => throw Unwritable(expr);

    /// <summary>The text of an expression.</summary>
    protected string Text(Expr expr)
    {
        var operand = expr.Operands.Count > 0 ? expr.Operands[0].Type : expr.Type;
        return expr switch
        {
            Constant constant => Constant(constant),
            Local local => _locals.TryGetValue(local, out var name) ? name
                : throw new KernelException($"kernel {Kernel.Name}: local {local.Name} is read before it is set."),
            Load load => Read(load, Text(load.Operands[0])),
            PointerAdd add => Move(Text(add.Operands[0]), Text(add.Operands[1])),
            Select select => Choose(select.Type, Text(select.Operands[0]), Text(select.Operands[1]), Text(select.Operands[2])),
            Fma fma => MultiplyAdd(fma.Type, Text(fma.Operands[0]), Text(fma.Operands[1]), Text(fma.Operands[2])),
            Unary unary => Unary(unary.Op, operand, Text(unary.Operands[0])),
            Binary { IsShift: true } shift when shift.Operands[1].Type.IsVector() => Vector(shift),
            Binary binary => Binary(binary.Op, operand, Text(binary.Operands[0]), Text(binary.Operands[1])),
            Compare compare => Compare(compare.Op, operand, Text(compare.Operands[0]), Text(compare.Operands[1])),
            Cast cast => Convert(operand, cast.Type, Text(cast.Operands[0])),
            BitCast cast => SameBits(operand, cast.Type, Text(cast.Operands[0])),
            _ => Vector(expr),
        };
    }

    /// <summary>A whole number as every language writes it.</summary>
    protected static string Number(long number) =>
        number < 0 ? $"({number.ToString(CultureInfo.InvariantCulture)})" : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The error for what a language cannot say.</summary>
    protected KernelException Unwritable(object what) => new($"kernel {Kernel.Name}: {what} cannot be written for {Kernel.Target.Name}.");

    /// <summary>The operator between two operands.</summary>
    protected string Symbol(BinaryOp op) => op switch
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
        _ => throw Unwritable(op),
    };

    /// <summary>The operator of a comparison.</summary>
    protected string Symbol(CompareOp op) => op switch
    {
        CompareOp.Equal => "==",
        CompareOp.NotEqual => "!=",
        CompareOp.Less => "<",
        CompareOp.LessOrEqual => "<=",
        _ => throw Unwritable(op),
    };

    /// <summary>The name of a kernel's function, which is written the first time.</summary>
    private string Function(Kernel kernel)
    {
        if (_functions.TryGetValue(kernel, out var known)) return known;
        var name = _functions[kernel] = _functionNames.Take(kernel.Name);
        Kernel = kernel;
        _names = new SourceNames([.. reserved, name]);
        var parameters = kernel.Parameters.ToList();
        text.Open(Head(name, [.. parameters.Select(p => Parameter(p, Name(p)))]));
        Block(kernel.Body);
        text.Close();
        text.Line("");
        parameters.ForEach(p => _locals.Remove(p));
        return name;
    }

    private string Name(Local local) => _locals[local] = _names.Take(local.Name);

    private void Block(IReadOnlyList<Statement> statements)
    {
        var declared = new List<Local>();
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case Assign assign:
                    var value = Value(assign.Local.Type, Text(assign.Value));
                    if (_locals.TryGetValue(assign.Local, out var name))
                    {
                        text.Line($"{name} = {value};");
                        break;
                    }

                    declared.Add(assign.Local);
                    text.Line($"{Declare(assign.Local, Name(assign.Local))} = {value};");
                    break;
                case Store store:
                    Write(store, Text(store.Pointer), Text(store.Value));
                    break;
                case For loop:
                    var (from, limit, step) = (Bare(Text(loop.From)), Text(loop.Limit), Text(loop.Step));
                    var counter = Name(loop.Counter);
                    text.Open($"for ({Declare(loop.Counter, counter)} = {from}; {counter} < {limit}; {Step(counter, step)})");
                    Block(loop.Body);
                    text.Close();
                    declared.Add(loop.Counter);
                    break;
                case While loop:
                    text.Open($"while ({Text(loop.Condition)})");
                    Block(loop.Body);
                    text.Close();
                    break;
                case If branch:
                    text.Open($"if ({Bare(Text(branch.Condition))})");
                    Block(branch.Then);
                    if (branch.Otherwise.Count > 0)
                    {
                        text.Next("else");
                        Block(branch.Otherwise);
                    }

                    text.Close();
                    break;
            }
        }

        declared.ForEach(local => _locals.Remove(local));
    }
}
