using System.Globalization;
using Bantam.Kernels;
using Bantam.Plans;
using Bantam.Tensors;
using static Bantam.Targets.Text.SourceText;

namespace Bantam.Targets.Text;

/// <content>Plans as functions that call kernels: loops, branches and bands.</content>
public abstract partial class SourceWriter
{
    /// <summary>Writes a plan as a function without parameters, after the kernels that it calls and that no plan before it did.</summary>
    /// <param name="wished">What the function should be called.</param>
    /// <param name="statements">The plan; one thread runs it.</param>
    /// <param name="place">What a kernel is given for the tensor at a place.</param>
    /// <param name="end">Writes what the function does behind the plan; null for nothing.</param>
    /// <returns>What it is called.</returns>
    public string WritePlan(
        string wished, IReadOnlyList<PlanStatement> statements, Func<KernelBuffer, Placement, string> place, Action? end = null)
    {
        foreach (var call in statements.SelectMany(s => s.All).OfType<KernelCall>()) Function(call.Kernel);
        var name = _functionNames.Take(wished);
        text.Open(PlanHead(name));
        WriteStatements(statements, place, [], depth: 0);
        end?.Invoke();
        text.Close();
        return name;
    }

    /// <summary>Declares the counter of a loop of a plan.</summary>
    protected abstract string Counter(string name);

    /// <summary>The byte at a place, which is 0 where a condition does not hold.</summary>
    protected abstract string ReadByte(Placement place);

    /// <summary>The number of rounds at a place, an Int64.</summary>
    protected abstract string ReadCount(Placement place);

    private void WriteStatements(
        IReadOnlyList<PlanStatement> statements, Func<KernelBuffer, Placement, string> place, IReadOnlyList<Mover> movers, int depth)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case KernelCall call: text.Line($"{Function(call.Kernel)}({string.Join(", ", Arguments(call, place, movers))});"); break;
                case PlanBarrier: break;
                case Repeat loop:
                    var (counter, count) = ($"round{depth}", loop.Count.ToString(CultureInfo.InvariantCulture));
                    var goesOn = $"{counter} < {count}";
                    if (loop.Limit is { } limit) goesOn += $" && {counter} < {ReadCount(limit)}";
                    if (loop.Condition is { } condition) goesOn += $" && {ReadByte(condition)} != 0";
                    text.Open($"for ({Counter(counter)} = 0; {goesOn}; {Step(counter, "1")})");
                    WriteStatements(loop.Body, place, [new Mover(counter, at => at.Step)], depth + 1);
                    text.Close();
                    break;
                case Bands bands: WriteBands(bands, place, depth); break;
                case Branch branch:
                    text.Open($"if ({ReadByte(branch.Condition)} != 0)");
                    WriteStatements(branch.Then, place, movers, depth);
                    text.Close();
                    text.Open("else");
                    WriteStatements(branch.Otherwise, place, movers, depth);
                    text.Close();
                    break;
                default: throw new PlanException($"Source code cannot run {statement}.");
            }
        }
    }

    /// <summary>A loop for each axis, whose counter is the place at which a band begins.</summary>
    private void WriteBands(Bands bands, Func<KernelBuffer, Placement, string> place, int depth)
    {
        var movers = new List<Mover>();
        for (var i = 0; i < bands.Axes.Count; i++)
        {
            var (axis, counter, number) = (bands.Axes[i], $"start{depth}_{i}", i);
            var (size, length) = (Number(axis.Size), Number(axis.Length));
            text.Open($"for ({Counter(counter)} = 0; {counter} < {size}; {Step(counter, length)})");
            var start = axis.Size % axis.Length == 0 ? counter : Binary(BinaryOp.Min, KernelType.Index, counter, Number(axis.Last));
            movers.Add(new Mover(start, at => at.BandSteps.ElementAtOrDefault(number)));
        }

        WriteStatements(bands.Body, place, movers, depth + 1);
        foreach (var _ in bands.Axes) text.Close();
    }

    private IEnumerable<string> Arguments(KernelCall call, Func<KernelBuffer, Placement, string> place, IReadOnlyList<Mover> movers)
    {
        for (var i = 0; i < call.Buffers.Count; i++)
        {
            var (buffer, at) = (call.Kernel.Buffers[i].Buffer!, call.Buffers[i]);
            var moves = movers.Where(mover => mover.StepOf(at) != 0)
                .Select(mover => $"{mover.Counter} * {Number(mover.StepOf(at) / buffer.Storage.Size())}");
            yield return Value(KernelType.Pointer, moves.Aggregate(place(buffer, at), Move));
        }

        foreach (var size in call.Sizes) yield return Number(size);
        yield return "0";
        yield return Number(call.Tiles);
    }

    /// <summary>What places move on with.</summary>
    /// <param name="Counter">The name of a counter, or what is made of it.</param>
    /// <param name="StepOf">The bytes that a place moves on by when it counts one further.</param>
    private sealed record Mover(string Counter, Func<Placement, long> StepOf);
}
