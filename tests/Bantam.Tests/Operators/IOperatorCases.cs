namespace Bantam.Tests.Operators;

/// <summary>The cases of one operator. Implementing it is all that a case file needs to take part.</summary>
public interface IOperatorCases
{
    static abstract IEnumerable<OperatorCase> All { get; }
}
