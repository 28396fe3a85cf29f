using System.Globalization;
using System.Text;

namespace Bantam.Kernels.Templates;

/// <summary>
/// A chain of elementwise operations computed in one pass. The results are expressions over <see cref="Parameter"/>s: inside a
/// template that computes values itself (a matrix product) the first parameters stand for those, the next ones for the inputs.
/// </summary>
public sealed class Fusion
{
    /// <summary>A chain of <paramref name="computed"/> values of the template, inputs and results.</summary>
    public Fusion(int computed, IReadOnlyList<FusedOperand> inputs, IReadOnlyList<Expr> results, IReadOnlyList<FusedOperand> outputs)
    {
        Computed = computed;
        Inputs = inputs;
        Results = results;
        Outputs = outputs;
        Key = MakeKey();
        Weight = MathFunctions.Parts(Results).Count(e => e.Operands.Count > 0);
    }

    /// <summary>The chain that stores what a template computes as it is.</summary>
    public static Fusion None { get; } = new(1, [], [new Parameter(0, KernelType.F32)], [new FusedOperand(Tensors.ElementType.Float)]);

    /// <summary>How many values the template gives, as the first parameters.</summary>
    public int Computed { get; }

    /// <summary>The tensors that are read, as the parameters from <see cref="Computed"/> on.</summary>
    public IReadOnlyList<FusedOperand> Inputs { get; }

    /// <summary>What is stored, one expression for each output.</summary>
    public IReadOnlyList<Expr> Results { get; }

    /// <summary>The tensors that are written.</summary>
    public IReadOnlyList<FusedOperand> Outputs { get; }

    /// <summary>Text that is equal for equal chains, each shared expression written once.</summary>
    public string Key { get; }

    /// <summary>How many operations the results take, functions counted by what they expand to.</summary>
    public int Weight { get; }

    /// <summary>The results with the parameters replaced, and the element index where it is used.</summary>
    public Expr[] Fill(IReadOnlyList<Expr> parameters, Func<Expr> elementIndex)
    {
        var done = new Dictionary<Expr, Expr>(ReferenceEqualityComparer.Instance);
        return [.. Results.Select(Replace)];

        Expr Replace(Expr expr)
        {
            if (done.TryGetValue(expr, out var known)) return known;
            return done[expr] = expr switch
            {
                Parameter parameter => parameters[parameter.Index],
                ElementIndex => elementIndex(),
                _ when expr.Operands.Count == 0 => expr,
                _ => expr.On([.. expr.Operands.Select(Replace)]),
            };
        }
    }

    private string MakeKey()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Inputs.Select(Describe)).Append("->").AppendJoin(',', Outputs.Select(Describe));
        var names = new Dictionary<Expr, string>(ReferenceEqualityComparer.Instance);
        text.Append('=').AppendJoin(',', Results.Select(Name).ToArray());
        return text.ToString();

        string Name(Expr expr)
        {
            if (expr.Operands.Count == 0) return expr.ToString();
            if (names.TryGetValue(expr, out var name)) return name;
            var operands = expr.Operands.Select(Name).ToArray();
            var operation = expr switch
            {
                Unary unary => unary.Op.ToString(),
                Binary binary => binary.Op.ToString(),
                Compare compare => compare.Op.ToString(),
                Cast cast => cast.Type.ToString(),
                _ => expr.GetType().Name,
            };
            name = "e" + names.Count.ToString(CultureInfo.InvariantCulture);
            text.Append(';').Append(name).Append('=').Append(operation).Append('(').AppendJoin(',', operands).Append(')');
            return names[expr] = name;
        }

        static string Describe(FusedOperand operand) =>
            $"{operand.Storage}/{operand.Broadcast}{(operand.IsNarrow ? "/narrow" : "")}"
            + (operand.Numbers > 0 ? $"*{operand.Numbers}" : "");
    }
}
