using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>What follows from a type being named, by itself, as a generic argument, or in an attribute.</summary>
internal sealed partial class UseCollector
{
    private void AddType(CodeUses uses, TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                break;
            case GenericInstanceType generic:
                AddType(uses, generic.ElementType);
                var isOwnGeneric = own.Resolve(generic.ElementType) is not null;
                foreach (var argument in generic.GenericArguments)
                {
                    AddType(uses, argument);
                    if (isOwnGeneric || !Externals.IsPlumbing(generic))
                    {
                        AddArgument(uses, argument, uses.Data);
                    }
                    else if (generic.ElementType.FullName is "System.Lazy`1" or "System.Runtime.CompilerServices.ConditionalWeakTable`2")
                    {
                        AddArgument(uses, argument, uses.MadeElsewhere);
                    }
                }

                break;
            case FunctionPointerType pointer:
                AddType(uses, pointer.ReturnType);
                foreach (var parameter in pointer.Parameters)
                {
                    AddType(uses, parameter.ParameterType);
                }

                break;
            case TypeSpecification specification:
                AddType(uses, specification.ElementType);
                break;
            default:
                AddPlainType(uses, type);
                break;
        }
    }

    private void AddPlainType(CodeUses uses, TypeReference type)
    {
        if (own.Resolve(type) is { } definition)
        {
            uses.Mentioned.Add(definition);
            if (definition.IsValueType)
            {
                uses.Instantiated.Add(definition); // needs no constructor to exist
            }
        }
        else if (type.Scope is AssemblyNameReference assembly && !own.IsOwn(assembly.Name))
        {
            uses.Externals.TryAdd(assembly.Name, assembly);
        }
    }

    /// <summary>Puts every type of ours within <paramref name="argument"/> into <paramref name="kind"/>.</summary>
    private void AddArgument(CodeUses uses, TypeReference argument, HashSet<TypeDefinition> kind)
    {
        AddType(uses, argument);
        if (argument is FunctionPointerType)
        {
            return;
        }

        if (argument is GenericInstanceType generic)
        {
            foreach (var inner in generic.GenericArguments)
            {
                AddArgument(uses, inner, kind);
            }
        }
        else if (argument is TypeSpecification specification)
        {
            AddArgument(uses, specification.ElementType, kind);
            return;
        }

        if (own.Resolve(argument) is { } definition)
        {
            kind.Add(definition);
        }
        else if (kind == uses.Data && argument.MetadataType == MetadataType.Object)
        {
            uses.UsesAnyMember = true; // a serialiser looks at what the object turns out to be
        }
    }

    private void AddAttributes(CodeUses uses, ICustomAttributeProvider member)
    {
        foreach (var attribute in Externals.AttributesThatMatter(member))
        {
            AddType(uses, attribute.AttributeType);
            if (own.Resolve(attribute.AttributeType) is { } definition)
            {
                uses.Whole.Add(definition);
            }

            foreach (var argument in attribute.ConstructorArguments.Concat(
                attribute.Properties.Concat(attribute.Fields).Select(named => named.Argument)))
            {
                if (argument.Value is TypeReference type)
                {
                    AddArgument(uses, type, uses.Whole); // [JsonConverter(typeof(...))], [JsonDerivedType(typeof(...))]
                }
            }
        }
    }
}
